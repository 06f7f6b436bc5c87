import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import type { Table } from '../../../lib/table/decode.ts'
import { createView, type ShownView, type View } from '../../../lib/table/view.ts'
import {
  defaultViewState,
  parseViewState,
  serialiseViewState,
  type ViewState,
} from '../../../lib/table/view-state.ts'
import { forget, recall, remember, type Remembered } from './remembered.ts'

const URL_DELAY_MS = 200

export interface TableView {
  view: View
  state: ViewState
  shown: ShownView
  settings: Remembered
  change(changes: Partial<ViewState>): void
  keep(changes: Partial<Remembered>): void
  reset(): void
  /** The address of exactly this view. */
  link(): string
}

/** What is looked at: from the link, else from what this machine remembers, else the table's own default. */
export function useView(table: Table, scope: string): TableView {
  const view = useMemo(() => createView(table), [table])
  const [settings, setSettings] = useState(() => recall(table.name))
  const [state, setState] = useState(() => parseViewState(location.search, table, scope))
  const { query, filters, sort } = state
  const shown = useMemo(() => view.compute({ query, filters, sort }), [view, query, filters, sort])

  const change = useCallback((changes: Partial<ViewState>) => setState((old) => ({ ...old, ...changes })), [])
  const keep = useCallback(
    (changes: Partial<Remembered>) =>
      setSettings((old) => {
        const next = { ...old, ...changes }
        remember(table.name, next)
        return next
      }),
    [table],
  )

  function reset(): void {
    forget(table.name)
    setSettings(recall(table.name))
    setState(defaultViewState(table))
  }

  function link(): string {
    return location.origin + location.pathname + serialiseViewState(state, table, location.search, scope)
  }

  useEffect(() => {
    // Browsers refuse a flood of history changes; a person types faster than they allow.
    const timer = setTimeout(
      () => history.replaceState(history.state, '', link() + location.hash),
      URL_DELAY_MS,
    )
    return () => clearTimeout(timer)
  }, [state])

  useEffect(() => {
    const follow = () => setState(parseViewState(location.search, table, scope))
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [table, scope])

  return { view, state, shown, settings, change, keep, reset, link }
}
