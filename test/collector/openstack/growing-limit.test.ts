import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { growingLimit, type Limit } from '../../../collector/openstack/growing-limit.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Requests that end when they are told to; `sent` are those under way. */
function sendThrough(limit: Limit, count: number) {
  const sent: PromiseWithResolvers<void>[] = []
  const ends = Array.from({ length: count }, () =>
    limit(() => {
      const request = Promise.withResolvers<void>()
      sent.push(request)
      return request.promise
    }),
  )
  return { sent, ended: Promise.allSettled(ends) }
}

/** Lets everything that waits for nothing but promises go on. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

test('lets two go at first, and one more with each that ends, up to the most', async () => {
  const { sent, ended } = sendThrough(growingLimit(4), 10)
  await settle()
  expect(sent).toHaveLength(2)
  sent[0]?.resolve()
  await settle()
  // One ended; three are under way.
  expect(sent).toHaveLength(4)
  sent[1]?.resolve()
  await settle()
  expect(sent).toHaveLength(6)
  sent[2]?.resolve()
  await settle()
  expect(sent).toHaveLength(7)
  for (let at = 3; at < 10; at++) {
    sent[at]?.resolve()
    await settle()
  }
  expect((await ended).map(({ status }) => status)).toEqual(Array(10).fill('fulfilled'))
})

test('grows with those that fail, too, and hands the failure on', async () => {
  const { sent, ended } = sendThrough(growingLimit(4), 4)
  await settle()
  sent[0]?.reject(new Error('refused'))
  await settle()
  expect(sent).toHaveLength(4)
  for (const request of sent) request.resolve()
  expect((await ended).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ])
})

test('lets all of them go after a second, though none has ended', async () => {
  const { sent } = sendThrough(growingLimit(8), 10)
  await vi.advanceTimersByTimeAsync(999)
  expect(sent).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toHaveLength(8)
})

test('keeps to a most of one', async () => {
  const { sent } = sendThrough(growingLimit(1), 3)
  await settle()
  expect(sent).toHaveLength(1)
  sent[0]?.resolve()
  await settle()
  expect(sent).toHaveLength(2)
})
