import { useState } from 'preact/hooks'
import { assignMoves, chooseHost, type Unplaced } from '../../../lib/planning/assign.ts'
import {
  arrivalsOn,
  EMPTY_PLAN,
  removeMove,
  runPlan,
  type Plan,
  type Step,
} from '../../../lib/planning/plan.ts'
import type { PlanView } from '../../../lib/planning/plan-link.ts'
import type { PlanningHost, PlanningInstance } from '../../../lib/planning/planning-model.ts'
import { wayOut } from '../../../lib/planning/movable.ts'
import { formatCountOf } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import { HostCard } from './HostCard.tsx'
import { InstanceList, type Offer } from './InstanceList.tsx'
import { MoveList } from './MoveList.tsx'
import { PlanExport } from './PlanExport.tsx'
import { PlanForm } from './PlanForm.tsx'
import { Remarks } from './Remarks.tsx'
import { useKeptFocus } from './use-kept-focus.ts'
import { usePlan } from './use-plan.ts'
import type { OpenPlanning } from './use-planning.ts'

const TITLE = '#plan-title'
const UNDO = '.plan-undo'
const FILTER = '.plan-list-head .input'
const markOf = ({ id }: PlanningInstance) => `[data-instance="${CSS.escape(id)}"]`
const rowButton = (instance: PlanningInstance) => `tr${markOf(instance)} button`

/** Two columns: what moves, and where it goes. */
export function Planner({ file, cloud }: OpenPlanning) {
  const { view, dropped, link, canUndo, change, undo } = usePlan(cloud)
  const keepFocus = useKeptFocus()
  const [left, setLeft] = useState<{ plan: Plan; unplaced: Unplaced[] } | null>(null)
  const [said, setSaid] = useState('')
  const { from, to, rules, plan } = view
  const outcome = runPlan(cloud, plan, rules)
  const { steps, situation } = outcome
  const stepOf = new Map(steps.map((step) => [step.instance.id, step]))
  // What had no place before may have one in another plan.
  const unplaced = left?.plan === plan ? left.unplaced : []
  const question = { cloud, rules, situation }

  function act(changes: Partial<PlanView>, words: string, withoutPlace: Unplaced[] = []): void {
    change(changes)
    setLeft({ plan: changes.plan ?? plan, unplaced: withoutPlace })
    setSaid(words)
  }

  function offerOf(instance: PlanningInstance): Offer {
    const step = stepOf.get(instance.id)
    if (step) return { kind: 'planned', to: step.to, fits: step.reasons.length === 0 }
    const way = wayOut(instance, from?.state ?? 'unknown')
    if (typeof way !== 'string') return refuse(instance, [{ reason: way, hosts: [] }])
    const known = unplaced.find((candidate) => candidate.instance === instance)
    if (to.length === 0) return known ? { kind: 'refused', unplaced: known } : { kind: 'open', to: null }
    const choice = chooseHost(instance, to, question)
    return choice.host ? { kind: 'open', to: choice.host } : refuse(instance, choice.refusals)
  }

  function move(instances: readonly PlanningInstance[]): void {
    const destinations = to.length > 0 ? to : cloud.hosts.filter((host) => host !== from)
    const result = assignMoves(cloud, plan, instances, destinations, rules)
    const moved = result.plan.moves.length - plan.moves.length
    const without = result.unplaced.length
    const rest = without > 0 ? `, ${formatCountOf(without, 'instance')} without a place` : ''
    const stay = from === null ? '' : sayArrivals(from, arrivalsOn(from, runPlan(cloud, result.plan, rules)))
    // One instance's button becomes the one that takes it back; that of a whole host may have nothing left to do.
    const [only] = instances.length === 1 ? instances : []
    keepFocus(...(only ? [rowButton(only), FILTER] : [TITLE]))
    act({ plan: result.plan }, `${formatCountOf(moved, 'move')} added${rest}. ${stay}`, result.unplaced)
  }

  function drop(instance: PlanningInstance): void {
    act(
      { plan: removeMove(plan, instance.id) },
      `The move of ${instance.name || instance.id} was taken back.`,
    )
  }

  function takeBackLast(): void {
    keepFocus(UNDO, TITLE)
    undo()
    setSaid('The last step was taken back.')
  }

  function choose(changes: Partial<PlanView>): void {
    keepFocus('.plan-chosen button', '.plan-form select')
    act(changes, '')
  }

  function remove({ instance }: Step): void {
    const at = steps.findIndex((step) => step.instance === instance)
    const neighbour = steps[at + 1] ?? steps[at - 1]
    keepFocus(...(neighbour ? [`.plan-move${markOf(neighbour.instance)} .plan-remove`] : []), UNDO)
    drop(instance)
  }

  function reset(): void {
    keepFocus(UNDO)
    act({ plan: EMPTY_PLAN }, 'The plan is empty. Undo brings it back.')
  }

  const sources = steps.flatMap((step) => step.from ?? [])
  const arrivals = from === null ? 0 : arrivalsOn(from, outcome)
  const touched = [...new Set([...to, ...steps.map((step) => step.to), ...sources])].filter(
    (host) => host !== from,
  )
  return (
    <>
      <PlanForm cloud={cloud} view={view} onChange={choose} />
      <Remarks dropped={dropped} said={said} unplaced={unplaced} />
      <div class="plan-columns">
        <div class="plan-source">
          <h2>From</h2>
          {from === null ? (
            <p class="plan-muted">Choose the host whose instances are to move.</p>
          ) : (
            <HostCard host={from} used={situation.usedOn(from)} note={noteOf(from, steps)}>
              {arrivals > 0 && (
                <p class="plan-reasons tone-warning">
                  <Icon name="warning" /> {sayArrivals(from, arrivals)}
                </p>
              )}
              <InstanceList
                key={from.name}
                source={from}
                instances={cloud.instancesOn(from.name)}
                offerOf={offerOf}
                onMove={move}
                onTakeBack={(instance) => {
                  keepFocus(rowButton(instance), FILTER)
                  drop(instance)
                }}
              />
            </HostCard>
          )}
        </div>
        <div class="plan-target-column">
          <h2>To</h2>
          {touched.length === 0 && (
            <p class="plan-muted">
              Any host with room, until you choose some. Those that take instances show here.
            </p>
          )}
          {touched.map((host) => (
            <HostCard key={host.name} host={host} used={situation.usedOn(host)} note={noteOf(host, steps)} />
          ))}
          <section class="plan-list" aria-labelledby="plan-title">
            <header class="plan-list-title">
              <h2 id="plan-title" tabIndex={-1}>
                Plan
              </h2>
              <span class="plan-muted">{formatCountOf(steps.length, 'move')}</span>
              <button type="button" class="button plan-undo" disabled={!canUndo} onClick={takeBackLast}>
                Undo
              </button>
              <button type="button" class="button" disabled={steps.length === 0} onClick={reset}>
                Reset
              </button>
            </header>
            {steps.length === 0 ? (
              <p class="plan-muted">No moves yet.</p>
            ) : (
              <>
                <MoveList steps={steps} onRemove={remove} />
                <PlanExport steps={steps} file={file} link={link} />
              </>
            )}
          </section>
        </div>
      </div>
    </>
  )
}

function refuse(instance: PlanningInstance, refusals: Unplaced['refusals']): Offer {
  return { kind: 'refused', unplaced: { instance, refusals } }
}

function sayArrivals({ name }: PlanningHost, count: number): string {
  if (count === 0) return ''
  const who = `${formatCountOf(count, 'planned arrival')} ${count === 1 ? 'stays' : 'stay'}`
  return `${who} on ${name}: only what runs there now is moved away. Remove those moves to empty it.`
}

/** `takes 3 instances, gives 1 instance` */
function noteOf(host: PlanningHost, steps: ReturnType<typeof runPlan>['steps']): string {
  const fitting = steps.filter(({ reasons }) => reasons.length === 0)
  const takes = fitting.filter((step) => step.to === host).length
  const gives = fitting.filter((step) => step.from === host).length
  return [
    takes > 0 && `takes ${formatCountOf(takes, 'instance')}`,
    gives > 0 && `gives ${formatCountOf(gives, 'instance')}`,
  ]
    .filter(Boolean)
    .join(', ')
}
