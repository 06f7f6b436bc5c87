import { Icon } from '../table/Icon.tsx'

interface Props {
  /** What was not compared, one sentence each. */
  notes: readonly string[]
  /** With what else was compared, then the times without a collection. */
  remarks: readonly string[]
}

const MOST_REMARKS = 5

/** What the list of changes does not know. */
export function ChangeNotes({ notes, remarks }: Props) {
  if (notes.length === 0 && remarks.length === 0) return null
  const more = remarks.length - MOST_REMARKS
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
        {remarks.slice(0, MOST_REMARKS).map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
        {more > 0 && <li>{more} more times without a collection.</li>}
      </ul>
    </div>
  )
}
