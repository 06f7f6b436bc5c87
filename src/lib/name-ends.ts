/** How many characters before the domain tell hosts apart; racks and numbers stand there. */
const END = 6

export interface SplitNames {
  /** '' where they share none. */
  domain: string
  parts: Map<string, { head: string; end: string }>
}

/** Each name in two: what may be cut where there is no room, and the end, with the domain that all names share behind it. */
export function splitNames(names: readonly string[]): SplitNames {
  const domain = sharedDomain(names)
  const parts = new Map(
    names.map((name) => {
      const characters = Array.from(name.slice(0, name.length - domain.length))
      const head = characters.slice(0, -END).join('')
      return [name, { head, end: name.slice(head.length) }]
    }),
  )
  return { domain, parts }
}

/** `.cloud.example` of hosts that all end so; '' where they do not, and of one host alone. */
function sharedDomain(names: readonly string[]): string {
  const [first = '', ...others] = names
  if (others.length === 0) return ''
  for (let dot = first.indexOf('.'); dot > 0; dot = first.indexOf('.', dot + 1)) {
    const domain = first.slice(dot)
    if (others.every((name) => name.length > domain.length && name.endsWith(domain))) return domain
  }
  return ''
}
