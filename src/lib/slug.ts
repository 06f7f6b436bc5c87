/**
 * Path segments for names that strangers chose. A harmless name is its own slug; any other keeps what is harmless of it
 * and gets a hash of the whole name, so that a slug does not change when another name comes or goes.
 */

const HARMLESS = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_-])?$/
// Astro takes the suffix of such a path for a file's.
const FILE_SUFFIX = /\.(html?|json|xml)$/i

/** A slug for each name; unique also on file systems that ignore case. */
export function makeSlugs(names: string[]): Map<string, string> {
  const slugs = new Map<string, string>()
  const taken = new Set<string>()
  const unique = [...new Set(names)].sort()
  const [harmless, other] = partition(unique, (name) => HARMLESS.test(name) && !FILE_SUFFIX.test(name))
  for (const name of [...harmless, ...other]) {
    const wanted = slugs.size < harmless.length && !taken.has(name.toLowerCase()) ? name : hashedSlug(name)
    let slug = wanted
    for (let count = 2; taken.has(slug.toLowerCase()); count += 1) slug = `${wanted}-${count}`
    taken.add(slug.toLowerCase())
    slugs.set(name, slug)
  }
  return slugs
}

function hashedSlug(name: string): string {
  const readable = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '')
  return `${readable || 'name'}-${hash(name)}`
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return (value >>> 0).toString(36).padStart(7, '0')
}

function partition(names: string[], test: (name: string) => boolean): [string[], string[]] {
  return [names.filter(test), names.filter((name) => !test(name))]
}
