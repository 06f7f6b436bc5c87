import { useState } from 'preact/hooks'
import type { Host } from '../../../lib/cloud-model.ts'
import { mainCpus } from '../../../lib/reservations.ts'
import { type DraftEntry, entryOf } from '../../../lib/reservation-draft/draft.ts'
import {
  describeShortage,
  readTyped,
  type TypedEntry,
  typeEntry,
} from '../../../lib/reservation-draft/draft-words.ts'
import { formatCount, formatMemoryMb } from '../../../lib/units.ts'
import { DraftField } from './DraftField.tsx'

interface Props {
  /** As collected, and as drafted. */
  host: Host
  drafted: Host
  /** The day in the site's zone. */
  today: string
  onChange(entry: DraftEntry): void
}

/** The reservation of one host. What can be read is drafted at once; what cannot says what is accepted. */
export function DraftForm({ host, drafted, today, onChange }: Props) {
  const before = entryOf(host.reservation)
  const [typed, setTyped] = useState(() => typeEntry(entryOf(drafted.reservation)))
  const { problems } = readTyped(typed, before, today)
  const short = new Map(describeShortage(drafted).map(({ field, words }) => [field, words]))
  const cpus = mainCpus(host)?.free ?? null

  function type(changes: Partial<TypedEntry>): void {
    const next = { ...typed, ...changes }
    setTyped(next)
    const { entry } = readTyped(next, before, today)
    if (entry) onChange(entry)
  }

  return (
    <form
      class="draft-form"
      aria-label={`Reservation of ${host.name}`}
      onSubmit={(event) => event.preventDefault()}
    >
      <DraftField
        label="vCPU"
        value={typed.vcpus}
        numeric
        note={`${formatCount(cpus)} free`}
        problem={problems.vcpus}
        warning={short.get('vcpus')}
        onChange={(vcpus) => type({ vcpus })}
      />
      <DraftField
        label="RAM, GiB"
        value={typed.gib}
        numeric
        note={`${formatMemoryMb(host.memoryMb.free)} free`}
        problem={problems.gib}
        warning={short.get('memoryMb')}
        onChange={(gib) => type({ gib })}
      />
      <DraftField
        label="Purpose"
        value={typed.purpose}
        wide
        note={drafted.spare ? 'A spare: all that it has free is held back' : ''}
        onChange={(purpose) => type({ purpose })}
      />
      <DraftField label="Owner" value={typed.owner} onChange={(owner) => type({ owner })} />
      <DraftField
        label="Until"
        value={typed.until}
        note="As 2027-03-31"
        problem={problems.until}
        onChange={(until) => type({ until })}
      />
      <button
        type="button"
        class="button"
        onClick={() => type({ vcpus: '', gib: '', purpose: '', owner: '', until: '' })}
      >
        Clear all fields
      </button>
    </form>
  )
}
