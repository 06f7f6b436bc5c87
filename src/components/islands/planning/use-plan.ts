import { useEffect, useState } from 'preact/hooks'
import { parsePlanLink, serialisePlanLink, type PlanView } from '../../../lib/planning/plan-link.ts'
import type { Plan } from '../../../lib/planning/plan.ts'
import type { PlanningCloud } from '../../../lib/planning/planning-cloud.ts'

export interface PlanState {
  view: PlanView
  /** What of the address could not be used, in words. */
  dropped: string[]
  link: string
  change(changes: Partial<PlanView>): void
  /** Back to the plan before the last action; without one, all moves but the last. */
  undo(): void
}

/** The view and its address are one: a link is the plan, and so is the browser's way back. */
export function usePlan(cloud: PlanningCloud): PlanState {
  const [{ view, dropped }, setParsed] = useState(() => parsePlanLink(location.search, cloud))
  const [past, setPast] = useState<Plan[]>([])
  const search = serialisePlanLink(view, cloud, location.search)
  useEffect(() => {
    const follow = () => {
      setPast([])
      setParsed(parsePlanLink(location.search, cloud))
    }
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [cloud])

  function show(next: PlanView): void {
    setParsed({ view: next, dropped: [] })
    const address = serialisePlanLink(next, cloud, location.search)
    history.replaceState(history.state, '', location.pathname + address + location.hash)
  }

  return {
    view,
    dropped,
    link: `${location.origin}${location.pathname}${search}`,
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
