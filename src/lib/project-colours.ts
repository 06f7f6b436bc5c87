import { categoryToken } from './chart/category.ts'
import type { ProjectUse } from './cloud-model.ts'

const COLOURS = 8

/**
 * The categorical colour (a token of tokens.css) of each project by its label, the same on every page of a site: the largest
 * users have one each, so that they can be told apart; the others share them.
 */
export function colourProjects(projects: readonly ProjectUse[]): Map<string, string> {
  const largest = projects
    .toSorted((a, b) => b.vcpus - a.vcpus || (a.name < b.name ? -1 : 1))
    .slice(0, COLOURS)
    .map((use) => use.name)
  return new Map(
    projects.map(({ name }) => {
      const rank = largest.indexOf(name)
      return [name, rank === -1 ? categoryToken(name) : `category-${rank + 1}`]
    }),
  )
}
