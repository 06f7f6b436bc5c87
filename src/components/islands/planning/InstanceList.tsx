import { useState } from 'preact/hooks'
import type { Unplaced } from '../../../lib/planning/assign.ts'
import type { PlanningHost, PlanningInstance } from '../../../lib/planning/planning-model.ts'
import { sayRefusals } from '../../../lib/planning/words.ts'
import { formatCount, formatCountOf, formatMemoryMb } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import { InstanceName } from './InstanceName.tsx'

/** What can be done with one instance of the source. */
export type Offer =
  | { kind: 'planned'; to: PlanningHost; fits: boolean }
  | { kind: 'refused'; unplaced: Unplaced }
  /** `to` is null where any host may take it, so that it is looked for only when asked. */
  | { kind: 'open'; to: PlanningHost | null }

interface Props {
  source: PlanningHost
  instances: readonly PlanningInstance[]
  offerOf(instance: PlanningInstance): Offer
  onMove(instances: readonly PlanningInstance[]): void
  onTakeBack(instance: PlanningInstance): void
}

/** The instances of the source, each with a button that moves it, or with the reason why it cannot be moved. */
export function InstanceList({ source, instances, offerOf, onMove, onTakeBack }: Props) {
  const [search, setSearch] = useState('')
  const shown = instances.filter((instance) => matches(instance, search))
  const offers = new Map(shown.map((instance) => [instance, offerOf(instance)]))
  const open = shown.filter((instance) => offers.get(instance)?.kind !== 'planned')
  return (
    <div class="plan-instances">
      <div class="plan-list-head">
        <input
          class="input"
          type="search"
          aria-label={`Filter the instances of ${source.name}`}
          placeholder="Name, project, status or ID"
          data-page-filter
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <button type="button" class="button" disabled={open.length === 0} onClick={() => onMove(open)}>
          {search === '' ? 'Empty this host' : `Move these ${formatCount(open.length)}`}
        </button>
        <span class="plan-muted" role="status">
          {shown.length === instances.length
            ? formatCountOf(instances.length, 'instance')
            : `${formatCount(shown.length)} of ${formatCountOf(instances.length, 'instance')}`}
        </span>
      </div>
      <div class="table-scroll" role="region" aria-label={`Instances of ${source.name}`}>
        <table class="table plan-table">
          <thead>
            <tr>
              <th scope="col">Instance</th>
              <th scope="col" class="number">
                vCPU
              </th>
              <th scope="col" class="number">
                RAM
              </th>
              <th scope="col">Move</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((instance) => (
              <tr key={instance.id} data-instance={instance.id}>
                <th scope="row">
                  <InstanceName instance={instance} />
                </th>
                <td class="number">{formatCount(instance.vcpus)}</td>
                <td class="number">{formatMemoryMb(instance.memoryMb)}</td>
                <td class="plan-offer">
                  <OfferCell
                    instance={instance}
                    offer={offers.get(instance) ?? { kind: 'open', to: null }}
                    onMove={() => onMove([instance])}
                    onTakeBack={() => onTakeBack(instance)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

interface OfferProps {
  instance: PlanningInstance
  offer: Offer
  onMove(): void
  onTakeBack(): void
}

function OfferCell({ instance, offer, onMove, onTakeBack }: OfferProps) {
  const name = instance.name || instance.id
  if (offer.kind === 'planned')
    return (
      <>
        <span class={offer.fits ? 'plan-target' : 'plan-target tone-critical'}>
          <Icon name={offer.fits ? 'right' : 'critical'} size={12} /> {offer.to.name}
        </span>
        <button
          type="button"
          class="button"
          aria-label={`Take back the move of ${name}, ${instance.id}`}
          onClick={onTakeBack}
        >
          Take back
        </button>
      </>
    )
  if (offer.kind === 'refused')
    return (
      <ul class="plan-reasons">
        {sayRefusals(offer.unplaced).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    )
  const target = offer.to === null ? '' : ` to ${offer.to.name}`
  return (
    <button
      type="button"
      class="button"
      aria-label={`Move ${name}, ${instance.id}${target}`}
      onClick={onMove}
    >
      Move{target}
    </button>
  )
}

function matches({ name, project, status, id }: PlanningInstance, search: string): boolean {
  const text = `${name}\n${project}\n${status}\n${id}`.toLowerCase()
  const words = search.toLowerCase().split(/\s+/)
  return words.every((word) => text.includes(word))
}
