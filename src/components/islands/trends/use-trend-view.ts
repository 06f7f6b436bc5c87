import { useEffect, useState } from 'preact/hooks'
import {
  DEFAULT_RANGE,
  parseTrendView,
  serialiseTrendView,
  type TrendView,
} from '../../../lib/trends/trend-link.ts'

/** The view and the page's address are one. `known` and `usual` are keys of measures. */
export function useTrendView(
  known: readonly string[],
  usual: readonly string[],
): [TrendView, (changes: Partial<TrendView>) => void] {
  const [view, setView] = useState<TrendView>({ range: DEFAULT_RANGE, show: usual })
  useEffect(() => {
    const follow = () => setView(parseTrendView(location.search, known, usual))
    follow()
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [known, usual])
  function change(changes: Partial<TrendView>): void {
    const next = { ...view, ...changes }
    const search = serialiseTrendView(next, usual, location.search)
    history.replaceState(history.state, '', location.pathname + search + location.hash)
    setView(next)
  }
  return [view, change]
}
