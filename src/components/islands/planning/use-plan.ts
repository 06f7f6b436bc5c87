import { useEffect, useState } from 'preact/hooks'
import {
  isPlanHash,
  parsePlanLink,
  serialisePlanLink,
  type PlanView,
} from '../../../lib/planning/plan-link.ts'
import type { Plan } from '../../../lib/planning/plan.ts'
import type { PlanningCloud } from '../../../lib/planning/planning-cloud.ts'

export interface PlanState {
  view: PlanView
  /** What of the address could not be used, in words. */
  dropped: string[]
  link: string
  canUndo: boolean
  change(changes: Partial<PlanView>): void
  /** Back to the plan before the last action; without one, all moves but the last. */
  undo(): void
}

/** The view and its address are one: a link is the plan, and each plan is a step of the browser's way back. */
export function usePlan(cloud: PlanningCloud): PlanState {
  const [{ view, dropped }, setParsed] = useState(() => parsePlanLink(location, cloud))
  const [past, setPast] = useState<readonly Plan[]>([])
  useEffect(() => {
    const follow = () => {
      // An anchor, as that of "Skip to content", takes the place of the moves: they are put back.
      if (!isPlanHash(location.hash)) return history.replaceState(history.state, '', addressOf(view, cloud))
      // The way back is an action, too: what it takes away can be had again.
      setPast((plans) => [...plans, view.plan])
      setParsed(parsePlanLink(location, cloud))
    }
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [cloud, view])

  function show(next: PlanView): void {
    setParsed({ view: next, dropped: [] })
    const address = addressOf(next, cloud)
    if (next.plan === view.plan) history.replaceState(history.state, '', address)
    else history.pushState(null, '', address)
  }

  return {
    view,
    dropped,
    link: location.origin + addressOf(view, cloud),
    canUndo: past.length > 0 || view.plan.moves.length > 0,
    change(changes) {
      if (changes.plan && changes.plan !== view.plan) setPast([...past, view.plan])
      show({ ...view, ...changes })
    },
    undo() {
      const plan = past.at(-1) ?? { moves: view.plan.moves.slice(0, -1) }
      setPast(past.slice(0, -1))
      show({ ...view, plan })
    },
  }
}

function addressOf(view: PlanView, cloud: PlanningCloud): string {
  return location.pathname + serialisePlanLink(view, cloud, location.search)
}
