import { useState } from 'preact/hooks'
import { dayAt, formatDay } from '../../../lib/calendar-day.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { growthOf, type Kind, KINDS, type ProjectGrowth } from '../../../lib/trends/project-growth.ts'
import type { ProjectFile } from '../../../lib/trends/project-file.ts'
import type { Span } from '../../../lib/trends/trend-range.ts'
import { formatCount, formatGib, formatMemoryMb } from '../../../lib/units.ts'

interface Props {
  file: ProjectFile
  span: Span
  timeZone: string
}

const FORMATS = [formatCount, formatMemoryMb, formatGib]

/** Which projects grew most over the range, by vCPU, RAM or volumes. */
export function GrownProjects({ file, span, timeZone }: Props) {
  const [by, setBy] = useState<Kind>('vcpu')
  const growth = growthOf(file, span, by)
  const day = (time: number) => formatDay(dayAt(new Date(time).toISOString(), timeZone))
  return (
    <section class="trends-projects" aria-labelledby="trends-projects">
      <header>
        <h2 id="trends-projects">Projects that grew most</h2>
        {growth && (
          <p>
            {day(growth.from)} to {day(growth.to)}
          </p>
        )}
        <fieldset class="trends-range">
          <legend class="screen-reader-only">By</legend>
          {KINDS.map(({ key, title }) => (
            <label key={key} class="trends-preset">
              <input
                type="radio"
                class="screen-reader-only"
                name="trends-projects-by"
                checked={by === key}
                onChange={() => setBy(key)}
              />
              {title}
            </label>
          ))}
        </fieldset>
      </header>
      {growth && growth.projects.length > 0 ? (
        <ProjectTable projects={growth.projects} />
      ) : (
        <p class="trends-nothing">No project has more of it at the end of this range than at its begin.</p>
      )}
    </section>
  )
}

function ProjectTable({ projects }: { projects: readonly ProjectGrowth[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div class="table-scroll" role="region" aria-label="Projects that grew most" tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              Project
            </th>
            {KINDS.map(({ key, title }) => (
              <th key={key} scope="colgroup" colSpan={3} class="number">
                {title}
              </th>
            ))}
          </tr>
          <tr>
            {KINDS.flatMap(({ key }) =>
              ['then', 'now', 'more'].map((word) => (
                <th key={`${key}-${word}`} scope="col" class="number">
                  {word}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {projects.map(({ name, slug, before, after }) => (
            <tr key={name}>
              <th scope="row">{slug === null ? name : <a href={fromRoot(`projects/${slug}/`)}>{name}</a>}</th>
              {FORMATS.map((format, kind) => (
                <Amounts key={kind} format={format} before={before[kind] ?? 0} after={after[kind] ?? 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface AmountsProps {
  format: (amount: number) => string
  before: number
  after: number
}

function Amounts({ format, before, after }: AmountsProps) {
  const more = after - before
  return (
    <>
      <td class="number">{format(before)}</td>
      <td class="number">{format(after)}</td>
      <td class="number trends-more">
        {more === 0 ? '0' : `${more > 0 ? '+' : '-'}${format(Math.abs(more))}`}
      </td>
    </>
  )
}
