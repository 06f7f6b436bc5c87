import { chartHeight } from '../../../lib/chart/config.ts'
import type { ChartSpec } from '../../../lib/chart/spec.ts'
import { tabulateChart } from '../../../lib/chart/table.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { Chart } from '../Chart.tsx'

interface Props {
  spec: ChartSpec
  /** What the categories are. */
  of: string
}

/** A chart of the page with drafted figures, in the place of the collected one. */
export function DraftChart({ spec, of }: Props) {
  return (
    <figure class="draft-chart">
      <figcaption>
        <span class="draft-mark">Draft</span> {spec.title}
      </figcaption>
      <div class="draft-plot" style={{ height: `${chartHeight(spec)}px` }}>
        <Chart spec={spec} />
      </div>
      <details>
        <summary>Show as table</summary>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
        <div class="table-scroll" role="region" aria-label={`${spec.title}: table`} tabIndex={0}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{of}</th>
                {spec.series.map(({ name }) => (
                  <th key={name} scope="col" class="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tabulateChart(spec).map(({ category, link, cells }, row) => (
                <tr key={row}>
                  <th scope="row">{link ? <a href={fromRoot(link)}>{category}</a> : category}</th>
                  {cells.map((cell, column) => (
                    <td key={column} class="number">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}
