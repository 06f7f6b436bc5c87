const BYTE_POWERS: Record<string, number> = { '': 0, K: 1, M: 2, G: 3, T: 4, P: 5, E: 6 }
const BYTES = /^([\d.]+(?:e[+-]?\d+)?)\s*([KMGTPE]?)(?:i?B)?$/i
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** Null where the text is not a number: '', `None`, `-` and words. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim()
  return NUMBER.test(trimmed) ? Number(trimmed) : null
}

/** MiB from `16G`, `512M`, `0.5 TiB` or a plain number, which is MiB as in Nova. Null where it is none of these. */
export function parseMemoryMb(text: string): number | null {
  const plain = parseNumber(text)
  if (plain !== null) return plain
  const bytes = parseBytes(text)
  return bytes === null ? null : bytes / 1024 ** 2
}

/** `16G` where that is exact, else `512M`: what the earlier tool's files hold. */
export function formatMemoryMb(memoryMb: number): string {
  return Number.isInteger(memoryMb / 1024) ? `${memoryMb / 1024}G` : `${memoryMb}M`
}

/** Bytes from Ceph's `8.7 PiB`, `6246G`, `960 MiB` or `0 B`: powers of 1024 in every spelling. Null where it is none of these. */
export function parseBytes(text: string): number | null {
  const [, number = '', unit = ''] = BYTES.exec(text.trim()) ?? []
  const power = BYTE_POWERS[unit.toUpperCase()]
  const value = parseNumber(number)
  return value === null || power === undefined ? null : Math.round(value * 1024 ** power)
}
