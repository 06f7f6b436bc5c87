type Kind = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object'

/** What values of one place look like, all of them taken together. */
export interface Shape {
  kinds: Set<Kind>
  /** How many values were seen. */
  count: number
  /** How many of them were objects. */
  objects: number
  items: Shape | null
  keys: Map<string, Shape>
}

/** The shape of a value; `mapAt` says at which paths an object's keys are data and not names of fields. */
export function readShape(value: unknown, mapAt: (path: string) => boolean, path = ''): Shape {
  const shape = makeEmpty()
  addValue(shape, value, mapAt, path)
  return shape
}

function addValue(shape: Shape, value: unknown, mapAt: (path: string) => boolean, path: string): void {
  shape.count += 1
  if (Array.isArray(value)) {
    shape.kinds.add('array')
    for (const item of value) {
      shape.items ??= makeEmpty()
      addValue(shape.items, item, mapAt, `${path}[]`)
    }
    return
  }
  if (typeof value !== 'object' || value === null) {
    shape.kinds.add(value === null ? 'null' : (typeof value as Kind))
    return
  }
  shape.kinds.add('object')
  shape.objects += 1
  for (const [key, child] of Object.entries(value)) {
    const name = mapAt(path) ? '*' : key
    const known = shape.keys.get(name) ?? makeEmpty()
    shape.keys.set(name, known)
    addValue(known, child, mapAt, path === '' ? name : `${path}.${name}`)
  }
}

function makeEmpty(): Shape {
  return { kinds: new Set(), count: 0, objects: 0, items: null, keys: new Map() }
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
  for (const [key, known] of real.keys) {
    const found = simulated.keys.get(key)
    const at = path === '' ? key : `${path}.${key}`
    if (found) differences.push(...compareShapes(known, found, at))
    const always = key !== '*' && known.count === real.objects
    if (always && (found?.count ?? 0) < simulated.objects) differences.push(`${at} is missing`)
  }
  for (const key of simulated.keys.keys()) {
    // Nothing to learn from a place where the real cloud has nothing.
    if (real.objects > 0 && key !== '*' && !real.keys.has(key))
      differences.push(`${path === '' ? key : `${path}.${key}`} is not in the real cloud`)
  }
  return differences
}

function onlyNull(shape: Shape): boolean {
  return [...shape.kinds].every((kind) => kind === 'null')
}
