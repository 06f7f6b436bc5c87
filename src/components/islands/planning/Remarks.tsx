import type { Unplaced } from '../../../lib/planning/assign.ts'
import { sayRefusals } from '../../../lib/planning/words.ts'
import { formatCountOf } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import { LinkNotice } from './LinkNotice.tsx'
import { PlainText } from './PlainText.tsx'

interface Props {
  dropped: readonly string[]
  /** What the last action did. */
  said: string
  unplaced: readonly Unplaced[]
}

/** What was left out of a link, what the last action did, and which instances have no place. */
export function Remarks({ dropped, said, unplaced }: Props) {
  return (
    <>
      <LinkNotice dropped={dropped} />
      <p class="screen-reader-only" role="status">
        {said}
      </p>
      {unplaced.length > 0 && (
        <div class="plan-notice">
          <p>
            <Icon name="warning" /> {formatCountOf(unplaced.length, 'instance')} without a place
          </p>
          <ul>
            {[...Map.groupBy(unplaced, saysAlike)].map(([words, alike]) => (
              <li key={words}>
                {alike.length === 1 ? (
                  <PlainText text={alike[0]?.instance.name || alike[0]?.instance.id || ''} />
                ) : (
                  formatCountOf(alike.length, 'instance')
                )}
                : {words}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

/** Many instances have no place for one reason; each row of theirs says it again. */
function saysAlike(unplaced: Unplaced): string {
  return sayRefusals(unplaced).join('. ')
}
