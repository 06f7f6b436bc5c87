import { categoryToken } from './chart/category.ts'
import type { ProjectUse } from './cloud-model.ts'

const COLOURS = 8

/** How a project is drawn on one host: its colour, and a mark where another project there has the colour too. */
export interface ProjectPaint {
  token: string
  mark: 'none' | 'dots' | 'lines'
}

const MARKS = ['none', 'dots', 'lines'] as const

/**
 * The projects of one host, told apart: each keeps its site-wide colour; one whose colour an earlier project has takes a colour
 * that is free on this host, and a mark where none is.
 */
export function paintProjects(
  projects: readonly string[],
  colours: ReadonlyMap<string, string>,
): Map<string, ProjectPaint> {
  const tokens = Array.from({ length: COLOURS }, (_, index) => `category-${index + 1}`)
  const own = (project: string) => colours.get(project) ?? categoryToken(project)
  const owners = new Map(projects.toReversed().map((project) => [own(project), project]))
  const free = tokens.filter((token) => !owners.has(token))
  let shared = 0
  return new Map(
    projects.map((project): [string, ProjectPaint] => {
      if (owners.get(own(project)) === project) return [project, { token: own(project), mark: 'none' }]
      const token = free.shift()
      if (token !== undefined) return [project, { token, mark: 'none' }]
      const level = Math.floor(shared / COLOURS) % (MARKS.length - 1)
      const again = tokens[shared % COLOURS] ?? own(project)
      shared += 1
      return [project, { token: again, mark: MARKS[level + 1] ?? 'dots' }]
    }),
  )
}

/** How a project's shape is styled: its fill, and the class of what is laid over it, null where the colour alone tells it apart. */
export function styleProject(
  paints: ReadonlyMap<string, ProjectPaint>,
  project: string,
): { fill: string; overlay: string | null } {
  const { token, mark } = paints.get(project) ?? { token: 'faint', mark: 'none' }
  return { fill: `fill:var(--${token})`, overlay: mark === 'none' ? null : `mark-${mark}` }
}

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
