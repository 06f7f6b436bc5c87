import type { ComponentChildren } from 'preact'
import { Icon } from '../table/Icon.tsx'
import type { Loaded } from './use-planning.ts'

interface Props<T> {
  loaded: Loaded<T>
  children(value: T): ComponentChildren
}

/** Until everything is there it is a frame; where it does not come, it says why. */
export function PlanningFrame<T>({ loaded, children }: Props<T>) {
  if (loaded.state === 'ready')
    return (
      <div class="plan" data-ready>
        {children(loaded.value)}
      </div>
    )
  if (loaded.state === 'loading') return <div class="plan plan-loading" aria-busy="true" />
  return (
    <div class="plan" role="alert">
      <p class="tone-critical">
        <Icon name="critical" /> The hosts and instances could not be read: {loaded.reason} Reload the page to
        try again.
      </p>
    </div>
  )
}
