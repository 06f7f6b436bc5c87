import { useEffect } from 'preact/hooks'

/** Does the tasks one by one while the browser has nothing else to do. */
export function useIdle(tasks: () => (() => void)[], ready: boolean): void {
  useEffect(() => {
    if (!ready) return undefined
    const waiting = tasks()
    let stopped = false
    function next(): void {
      waiting.shift()?.()
      if (waiting.length > 0 && !stopped) whenIdle(next)
    }
    whenIdle(next)
    return () => {
      stopped = true
    }
  }, [tasks, ready])
}

/** Safari has no idle callback. */
function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run)
  else setTimeout(run, 50)
}
