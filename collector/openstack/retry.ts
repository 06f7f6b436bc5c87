import { setTimeout as sleep } from 'node:timers/promises'

import type { HttpAnswer, HttpRequest, Send } from './http.ts'
import { RequestError } from './request-error.ts'

export interface RetryPolicy {
  /** Tries in all, the first included. */
  attempts: number
  /** The first pause in milliseconds; each next is twice as long, up to `longestMs`, minus up to half of it by chance. */
  firstMs: number
  longestMs: number
  /** A Retry-After beyond this is not waited for. */
  longestRetryAfterMs: number
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 5,
  firstMs: 400,
  longestMs: 8_000,
  longestRetryAfterMs: 60_000,
}

const transientStatuses = new Set([429, 500, 502, 503, 504])

/**
 * Sends again after connection errors, transient statuses and answers that break off. Only for requests that change
 * nothing; other statuses are the caller's.
 */
export async function sendWithRetries(
  send: Send,
  request: HttpRequest,
  policy: RetryPolicy,
  signal: AbortSignal,
  random: () => number = Math.random,
): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryOnce(send, request)
    const last = attempt >= policy.attempts
    if (outcome instanceof RequestError) {
      if (last || outcome.kind !== 'network') throw outcome
      await pause(choosePause(attempt, policy, random), signal)
      continue
    }
    if (last || !isTransient(outcome)) return outcome
    const wait = readRetryAfter(outcome) ?? choosePause(attempt, policy, random)
    if (wait > policy.longestRetryAfterMs) return outcome
    await pause(wait, signal)
  }
}

async function tryOnce(send: Send, request: HttpRequest): Promise<HttpAnswer | RequestError> {
  try {
    return await send(request)
  } catch (error) {
    if (error instanceof RequestError) return error
    throw error
  }
}

function isTransient(answer: HttpAnswer): boolean {
  return transientStatuses.has(answer.status) || (answer.status < 300 && answer.json === null)
}

function choosePause(attempt: number, policy: RetryPolicy, random: () => number): number {
  const full = Math.min(policy.longestMs, policy.firstMs * 2 ** (attempt - 1))
  return full * (1 - random() / 2)
}

/** Seconds or a date (RFC 9110, section 10.2.3), in milliseconds from now; null where absent or unreadable. */
function readRetryAfter(answer: HttpAnswer): number | null {
  const value = answer.headers['retry-after']
  if (typeof value !== 'string') return null
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : Math.max(0, time - Date.now())
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal })
  } catch {
    // The next try fails at once and says why the run was stopped.
  }
}
