import { Icon } from '../table/Icon.tsx'

interface Props {
  /** What was not compared, one sentence each. */
  notes: readonly string[]
  gaps: readonly string[]
}

const MOST_GAPS = 5

/** What the list of changes does not know. */
export function ChangeNotes({ notes, gaps }: Props) {
  if (notes.length === 0 && gaps.length === 0) return null
  const more = gaps.length - MOST_GAPS
  return (
    <div class="changes-notes" role="note">
      {notes.length > 0 && (
        <p class="changes-notes-title">
          <span class="tone-warning">
            <Icon name="warning" />
          </span>{' '}
          Not everything could be compared. What it misses here shows once it can be read again.
        </p>
      )}
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        {gaps.slice(0, MOST_GAPS).map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
        {more > 0 && <li>{more} more times without a collection.</li>}
      </ul>
    </div>
  )
}
