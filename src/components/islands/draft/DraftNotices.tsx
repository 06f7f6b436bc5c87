import type { ComponentChildren } from 'preact'
import { formatCountOf } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import type { DraftState } from './use-draft.ts'

/** What a draft that was kept or sent met: hosts that are gone, reservations that changed, another draft. */
export function DraftNotices({ state }: { state: DraftState }) {
  const { review, draft, damaged, own, borrowed } = state
  const standing = new Set(draft.map(({ host }) => host))
  const gone = review.gone.filter((host) => standing.has(host))
  const changed = review.changed.filter((host) => standing.has(host))
  return (
    <div class="draft-notices" role="status">
      {damaged && <Line>Part of this draft could not be read: the link may have been cut.</Line>}
      {gone.length > 0 && <Line>Not in the cloud any more, and in no figure: {gone.join(', ')}.</Line>}
      {changed.length > 0 && (
        <Line>
          The reservation has changed since it was drafted: {changed.join(', ')}. Below is what is collected
          now.
        </Line>
      )}
      {review.made.length > 0 && (
        <Line>As drafted in the collection now, and so out of the draft: {review.made.join(', ')}.</Line>
      )}
      {borrowed && own === null && draft.length > 0 && (
        <Line>This draft came with the link. This browser keeps it once you change it.</Line>
      )}
      {own !== null && (
        <Line>
          This draft came with the link. Your own, of {formatCountOf(own.length, 'reservation')}, is kept
          until you change this one.{' '}
          <button type="button" class="button" onClick={state.showOwn}>
            Show my own
          </button>
        </Line>
      )}
    </div>
  )
}

function Line({ children }: { children: ComponentChildren }) {
  return (
    <p>
      <Icon name="warning" /> <span>{children}</span>
    </p>
  )
}
