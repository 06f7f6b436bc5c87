import { useEffect, useState } from 'preact/hooks'

const PARAMETER = 'day'

/** The day that is looked at, which the address holds: a link to it is the view. `latest` where it holds none that is kept. */
export function useDay(days: ReadonlyMap<string, unknown>, latest: string): [string, (day: string) => void] {
  const [asked, setAsked] = useState(readDay)
  useEffect(() => {
    const follow = () => setAsked(readDay())
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])

  function choose(day: string): void {
    const parameters = new URLSearchParams(location.search)
    parameters.set(PARAMETER, day)
    history.replaceState(history.state, '', `?${parameters}${location.hash}`)
    setAsked(day)
  }

  return [days.has(asked) ? asked : latest, choose]
}

function readDay(): string {
  return new URLSearchParams(location.search).get(PARAMETER) ?? ''
}
