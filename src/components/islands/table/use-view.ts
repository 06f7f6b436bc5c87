import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
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
  /** Shows the details of a row as a step of the history of its own: Back closes them. */
  open(id: string): void
  close(): void
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

  function link(of: ViewState = state): string {
    return location.origin + location.pathname + serialiseViewState(of, table, location.search, scope)
  }

  function writeAddress(): void {
    history.replaceState(history.state, '', link() + location.hash)
  }
  const latestWrite = useRef(writeAddress)
  latestWrite.current = writeAddress
  const closing = useRef(false)
  const step = `${scope}${table.name}`

  function open(id: string): void {
    if (state.id === null) {
      writeAddress()
      history.pushState({ details: step }, '', link({ ...state, id }) + location.hash)
    }
    change({ id })
  }

  function close(): void {
    if (closing.current) return
    change({ id: null })
    // Details that a link opened have no step before them to go back to.
    if (history.state?.details !== step) return
    closing.current = true
    history.back()
  }

  useEffect(() => {
    // Browsers refuse a flood of history changes; a person types faster than they allow.
    const timer = setTimeout(writeAddress, URL_DELAY_MS)
    return () => clearTimeout(timer)
  }, [state])

  useEffect(() => {
    const follow = () => {
      if (!closing.current) return setState(parseViewState(location.search, table, scope))
      // What was filtered or sorted beside the open details stays.
      closing.current = false
      return latestWrite.current()
    }
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [table, scope])

  return { view, state, shown, settings, change, open, close, keep, reset, link: () => link() }
}
