import type { ChangeCount } from '../../lib/change-counts.ts'

interface Props {
  counts: readonly ChangeCount[]
  /** Where a kind's events are listed. */
  hrefOf(count: ChangeCount): string
}

/** How much changed of each kind, in one line that wraps. */
export function ChangeStrip({ counts, hrefOf }: Props) {
  if (counts.length === 0) return null
  return (
    <ul class="change-strip" aria-label="Changes by kind">
      {counts.map((count) => (
        <li key={`${count.subject} ${count.kind}`}>
          <a href={hrefOf(count)}>{count.words}</a>
        </li>
      ))}
    </ul>
  )
}
