/** A draft as one word, for the address and for what the browser keeps. */
import type { Draft, DraftedHost } from './draft.ts'

/** Host, fingerprint, vCPUs, MiB, purpose, owner, until; empty ends are left out. */
type Packed = (string | number)[]

/** '' for an empty draft. Base64url of a JSON list, so that names of strangers mean nothing to an address. */
export function encodeDraft(draft: Draft): string {
  if (draft.length === 0) return ''
  const bytes = new TextEncoder().encode(JSON.stringify(draft.map(pack)))
  const binary = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export interface DecodedDraft {
  draft: Draft
  /** Whether something of it could not be read, as where a link was cut. */
  damaged: boolean
}

export function decodeDraft(word: string): DecodedDraft {
  if (word === '') return { draft: [], damaged: false }
  const list = parseList(word)
  if (list === null) return { draft: [], damaged: true }
  const draft = new Map<string, DraftedHost>()
  for (const packed of list) {
    const drafted = unpack(packed)
    if (drafted) draft.set(drafted.host, drafted)
  }
  return { draft: [...draft.values()], damaged: draft.size !== list.length }
}

function pack({ host, base, entry }: DraftedHost): Packed {
  const { vcpus, memoryMb, purpose, owner, until } = entry
  const packed: Packed = [host, base, vcpus, memoryMb, purpose, owner, until]
  while (packed.at(-1) === '' || packed.at(-1) === 0) packed.pop()
  return packed
}

function unpack(packed: unknown): DraftedHost | null {
  if (!Array.isArray(packed)) return null
  const [host, base, vcpus = 0, memoryMb = 0, ...texts] = packed as unknown[]
  const [purpose = '', owner = '', until = ''] = texts
  if (typeof host !== 'string' || host === '' || typeof base !== 'string') return null
  if (!isAmount(vcpus) || !Number.isInteger(vcpus) || !isAmount(memoryMb)) return null
  if (typeof purpose !== 'string' || typeof owner !== 'string' || typeof until !== 'string') return null
  return { host, base, entry: { vcpus, memoryMb, purpose, owner, until } }
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e13
}

function parseList(word: string): unknown[] | null {
  try {
    const binary = atob(word.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.codePointAt(0) ?? 0)
    const list: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return Array.isArray(list) ? list : null
  } catch {
    return null
  }
}
