const COLOURS = 8

/**
 * The categorical colour of a name, `category-1` to `category-8`: the same project has the same colour on every page and in every
 * build, whatever else is drawn with it. FNV-1a over the code units.
 */
export function categoryToken(name: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  }
  return `category-${((hash >>> 0) % COLOURS) + 1}`
}
