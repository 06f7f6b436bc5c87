import { entryOf } from '../../../lib/reservation-draft/draft.ts'
import { describeEntry } from '../../../lib/reservation-draft/draft-words.ts'
import { PlainText } from '../planning/PlainText.tsx'
import type { DraftState } from './use-draft.ts'

interface Props {
  state: DraftState
  onEdit(host: string): void
  onUndo(host: string): void
}

/** The drafted reservations beside the collected ones, each with its way back. */
export function DraftedHosts({ state, onEdit, onUndo }: Props) {
  const byName = new Map(state.collected.map((host) => [host.name, host]))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div class="table-scroll" role="region" aria-label="Drafted reservations" tabIndex={0}>
      <table class="table draft-list">
        <thead>
          <tr>
            <th scope="col">Host</th>
            <th scope="col">Collected</th>
            <th scope="col">Drafted</th>
            <th scope="col">
              <span class="screen-reader-only">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {state.draft.map(({ host, entry }) => {
            const known = byName.get(host)
            return (
              <tr key={host}>
                <th scope="row">{host}</th>
                <td>
                  {known ? (
                    <PlainText text={describeEntry(entryOf(known.reservation))} />
                  ) : (
                    'not in the cloud'
                  )}
                </td>
                <td class="draft-value">
                  <PlainText text={describeEntry(entry)} />
                </td>
                <td class="draft-actions">
                  {known && (
                    <button
                      type="button"
                      class="button"
                      aria-label={`Edit ${host}`}
                      onClick={() => onEdit(host)}
                    >
                      Edit
                    </button>
                  )}
                  <button
                    type="button"
                    class="button"
                    aria-label={`Undo ${host}`}
                    onClick={() => onUndo(host)}
                  >
                    Undo
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
