import { useEffect, useState } from 'preact/hooks'
import { parsePlanLink, serialisePlanLink, type PlanView } from '../../../lib/planning/plan-link.ts'
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
  const [{ view, dropped }, setParsed] = useState(() => parsePlanLink(location.search, cloud))
  const [past, setPast] = useState<readonly Plan[]>([])
  useEffect(() => {
    const follow = () => {
      // The way back is an action, too: what it takes away can be had again.
      setPast((plans) => [...plans, view.plan])
      setParsed(parsePlanLink(location.search, cloud))
    }
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [cloud, view])

  function show(next: PlanView): void {
    setParsed({ view: next, dropped: [] })
    const address = location.pathname + serialisePlanLink(next, cloud, location.search) + location.hash
    if (next.plan === view.plan) history.replaceState(history.state, '', address)
    else history.pushState(null, '', address)
  }

  return {
    view,
    dropped,
    link: `${location.origin}${location.pathname}${serialisePlanLink(view, cloud, location.search)}`,
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
