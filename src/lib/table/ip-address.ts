/** IPv4 and IPv6 addresses and networks, as lists of 16-bit groups (two or eight of them). */

export interface AddressRange {
  groups: number[]
  /** How many leading bits must be the same. */
  bits: number
}

/** Null where the text is not one whole address. */
export function parseAddress(text: string): number[] | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

/** `10.20.30.36`, `10.20.0.0/16`, `fd00::/8`. Null where it is neither an address nor a network. */
export function parseAddressRange(text: string): AddressRange | null {
  const [address = '', length, ...rest] = text.split('/')
  const groups = parseAddress(address)
  if (!groups || rest.length > 0) return null
  const all = groups.length * 16
  if (length === undefined) return { groups, bits: all }
  if (!/^\d{1,3}$/.test(length) || Number(length) > all) return null
  return { groups, bits: Number(length) }
}

export function isWithin(range: AddressRange, address: string): boolean {
  const groups = parseAddress(address)
  if (!groups || groups.length !== range.groups.length) return false
  return groups.every((group, position) => {
    const bits = Math.min(16, Math.max(0, range.bits - position * 16))
    const mask = (0xffff << (16 - bits)) & 0xffff
    return (group & mask) === ((range.groups[position] ?? 0) & mask)
  })
}

/** Whether some address could hold this text. */
export function mayBePartOfAddress(text: string): boolean {
  if (/^[\d.]*\.[\d.]*$/.test(text)) {
    const groups = text.split('.')
    const inner = groups.slice(1, -1)
    return groups.length <= 4 && !inner.includes('') && groups.every((group) => Number(group) <= 255)
  }
  if (!/^[\da-f:.]+$/i.test(text)) return false
  // The end of an IPv6 address may be written as an IPv4 one.
  if (text.includes('.')) return true
  const groups = text.split(':')
  const short = groups.length <= 9 && groups.every((group) => group.length <= 4)
  return short && !text.includes(':::') && text.indexOf('::') === text.lastIndexOf('::')
}

function parseIpv4(text: string): number[] | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (!match) return null
  const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number)
  return Math.max(a, b, c, d) > 255 ? null : [a * 256 + b, c * 256 + d]
}

function parseIpv6(text: string): number[] | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = halves.map(parseGroups)
  if (!head) return null
  if (halves.length === 1) return head.length === 8 ? head : null
  if (!tail || head.length + tail.length > 7) return null
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail]
}

/** The last group may be an IPv4 address, as in `::ffff:10.0.0.1`. */
function parseGroups(text: string): number[] | null {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [position, part] of parts.entries()) {
    const embedded = position === parts.length - 1 ? parseIpv4(part) : null
    if (embedded) groups.push(...embedded)
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else return null
  }
  return groups
}
