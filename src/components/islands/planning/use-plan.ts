import { useEffect, useRef, useState } from 'preact/hooks'
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

interface Planning {
  view: PlanView
  dropped: string[]
  past: readonly Plan[]
}

/** The view and its address are one: a link is the plan, and each plan is a step of the browser's way back. */
export function usePlan(cloud: PlanningCloud): PlanState {
  const [shown, setShown] = useState<Planning>(() => ({ ...parsePlanLink(location, cloud), past: [] }))
  // Steps may come faster than they are drawn, and each stands on the one before.
  const latest = useRef(shown)
  function take(next: Planning): void {
    latest.current = next
    setShown(next)
  }

  useEffect(() => {
    const follow = () => {
      const { view, past } = latest.current
      // An anchor, as that of "Skip to content", takes the place of the moves: they are put back.
      if (!isPlanHash(location.hash)) return history.replaceState(history.state, '', addressOf(view, cloud))
      // The way back is an action, too: what it takes away can be had again.
      take({ ...parsePlanLink(location, cloud), past: [...past, view.plan] })
    }
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [cloud])

  function show(next: PlanView, past: readonly Plan[]): void {
    const address = addressOf(next, cloud)
    if (next.plan === latest.current.view.plan) history.replaceState(history.state, '', address)
    else history.pushState(null, '', address)
    take({ view: next, dropped: [], past })
  }

  const { view, dropped, past } = shown
  return {
    view,
    dropped,
    link: location.origin + addressOf(view, cloud),
    canUndo: past.length > 0 || view.plan.moves.length > 0,
    change(changes) {
      const { view: before, past: steps } = latest.current
      const isStep = changes.plan !== undefined && changes.plan !== before.plan
      show({ ...before, ...changes }, isStep ? [...steps, before.plan] : steps)
    },
    undo() {
      const { view: before, past: steps } = latest.current
      const plan = steps.at(-1) ?? { moves: before.plan.moves.slice(0, -1) }
      show({ ...before, plan }, steps.slice(0, -1))
    },
  }
}

function addressOf(view: PlanView, cloud: PlanningCloud): string {
  return location.pathname + serialisePlanLink(view, cloud, location.search)
}
