import { readdir } from 'node:fs/promises'

/**
 * The pages of a built site as paths below its root: every page of its own kind, and of those that there is one of for each host
 * and project a few, of which the last have the strangest names.
 */
export async function listPages(site: string): Promise<string[]> {
  const files = (await readdir(site, { recursive: true })).filter((file) => /(^|\/)index\.html$/.test(file))
  const paths = files.map((file) => file.replace(/index\.html$/, '')).toSorted()
  const many = (path: string) => path.match(/^(hosts|projects)\/.+/)?.[1]
  const some = ['hosts', 'projects'].flatMap((kind) => {
    const ofKind = paths.filter((path) => many(path) === kind)
    return [...ofKind.slice(0, 2), ...ofKind.slice(-2)]
  })
  return [...paths.filter((path) => many(path) === undefined), ...new Set(some)]
}
