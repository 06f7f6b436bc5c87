type Kind = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object'

/** What values of one place look like, all of them taken together. */
export interface Shape {
  kinds: Set<Kind>
  /** How many values were seen. */
  count: number
  items: Shape | null
  keys: Map<string, Shape>
}

/** The shape of a value; `mapAt` says at which paths an object's keys are data and not names of fields. */
export function readShape(value: unknown, mapAt: (path: string) => boolean, path = ''): Shape {
  const shape: Shape = { kinds: new Set(), count: 0, items: null, keys: new Map() }
  addValue(shape, value, mapAt, path)
  return shape
}

function addValue(shape: Shape, value: unknown, mapAt: (path: string) => boolean, path: string): void {
  shape.count += 1
  if (Array.isArray(value)) {
    shape.kinds.add('array')
    for (const item of value) {
      shape.items ??= readEmpty()
      addValue(shape.items, item, mapAt, `${path}[]`)
    }
    return
  }
  if (typeof value !== 'object' || value === null) {
    shape.kinds.add(value === null ? 'null' : (typeof value as Kind))
    return
  }
  shape.kinds.add('object')
  for (const [key, child] of Object.entries(value)) {
    const name = mapAt(path) ? '*' : key
    const known = shape.keys.get(name) ?? readEmpty()
    shape.keys.set(name, known)
    addValue(known, child, mapAt, path === '' ? name : `${path}.${name}`)
  }
}

function readEmpty(): Shape {
  return { kinds: new Set(), count: 0, items: null, keys: new Map() }
}

/** Differences in kinds and keys. Null goes with everything; a key that only some real values have may be missing. */
export function compareShapes(real: Shape, simulated: Shape, path = ''): string[] {
  const place = path === '' ? 'the body' : path
  const differences: string[] = []
  for (const kind of simulated.kinds) {
    if (kind === 'null' || real.kinds.has(kind) || onlyNull(real)) continue
    differences.push(`${place} is ${kind}, in the real cloud ${[...real.kinds].join(' or ')}`)
  }
  if (real.items && simulated.items)
    differences.push(...compareShapes(real.items, simulated.items, `${path}[]`))
  if (real.keys.size === 0 || simulated.keys.size === 0) {
    const bare =
      real.kinds.has('object') && simulated.kinds.has('object') && real.keys.size !== simulated.keys.size
    const data = [...real.keys.keys(), ...simulated.keys.keys()].includes('*')
    // A map may be empty; a record may not.
    return bare && !data && path === ''
      ? [...differences, `${place} has other keys: ${list(real)} and ${list(simulated)}`]
      : differences
  }
  for (const [key, known] of real.keys) {
    const found = simulated.keys.get(key)
    const at = path === '' ? key : `${path}.${key}`
    if (found) differences.push(...compareShapes(known, found, at))
    const always = key !== '*' && known.count === objectCount(real)
    if (always && (found?.count ?? 0) < objectCount(simulated)) differences.push(`${at} is missing`)
  }
  for (const key of simulated.keys.keys()) {
    if (!real.keys.has(key))
      differences.push(`${path === '' ? key : `${path}.${key}`} is not in the real cloud`)
  }
  return differences
}

function onlyNull(shape: Shape): boolean {
  return [...shape.kinds].every((kind) => kind === 'null')
}

function list(shape: Shape): string {
  return [...shape.keys.keys()].join(', ') || 'none'
}

/** How many of the values are objects, as far as their most frequent key tells. */
function objectCount(shape: Shape): number {
  return Math.max(0, ...[...shape.keys.values()].map((child) => child.count))
}
