import { amountsAt, type ProjectAmounts, type ProjectFile } from './project-file.ts'
import type { Span } from './trend-range.ts'

export const KINDS = [
  { key: 'vcpu', title: 'vCPU' },
  { key: 'memory', title: 'RAM' },
  { key: 'volumes', title: 'Volumes' },
] as const

export type Kind = (typeof KINDS)[number]['key']

export interface ProjectGrowth {
  name: string
  slug: string | null
  before: ProjectAmounts
  after: ProjectAmounts
}

const MOST = 20

/**
 * The projects that grew most of one kind between the begin and the end of a span, most first; and of when the figures are that they
 * are compared by, in milliseconds since 1970. Null where the span holds fewer than two of them.
 */
export function growthOf(
  file: ProjectFile,
  { from, to }: Span,
  by: Kind,
): { projects: ProjectGrowth[]; from: number; to: number } | null {
  const first = file.at.findIndex((seconds) => seconds * 1000 >= from)
  const last = file.at.findLastIndex((seconds) => seconds * 1000 <= to)
  if (first === -1 || last <= first) return null
  const kind = KINDS.findIndex(({ key }) => key === by)
  const gain = ({ before, after }: ProjectGrowth) => (after[kind] ?? 0) - (before[kind] ?? 0)
  const projects = file.projects
    .map(({ name, slug, changes }) => ({
      name,
      slug,
      before: amountsAt(changes, first),
      after: amountsAt(changes, last),
    }))
    .filter((project) => gain(project) > 0)
    .toSorted((a, b) => gain(b) - gain(a) || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
  return { projects, from: (file.at[first] ?? 0) * 1000, to: (file.at[last] ?? 0) * 1000 }
}
