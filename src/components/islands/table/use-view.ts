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
import { useRegexes } from './use-regexes.ts'

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
  /** Forgets what this machine remembers, the saved views apart, and shows the table's own default. */
  reset(): void
  /** Counts how often widths were given back to the table: the grid reads them only when it is made. */
  epoch: number
  resetWidths(): void
  /** The address of exactly this view. */
  link(): string
  /** The part of it that can be kept: without the open row, and as if the table were alone on its page. */
  search(): string
  /** The address of a view that was kept. */
  linkTo(search: string): string
  /** Shows it as a step of the history: Back leads to what was shown before. */
  openView(search: string): void
}

/** What is looked at: from the link (its query is in `typed`, with what was typed since), else from what this machine remembers, else the table's own default. */
export function useView(table: Table, scope: string, typed: string): TableView {
  const regexes = useRegexes()
  const view = useMemo(() => createView(table, regexes.compile), [table, regexes.compile])
  const [settings, setSettings] = useState(() => recall(table.name))
  const [epoch, setEpoch] = useState(0)
  const [state, setState] = useState(() => ({
    ...parseViewState(location.search, table, scope),
    query: typed,
  }))
  const { query, filters, sort } = state
  const shown = useMemo(() => view.compute({ query, filters, sort }), [view, query, filters, sort])

  useEffect(() => {
    if (shown.waiting) regexes.ask()
  }, [shown.waiting])

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
    setEpoch(epoch + 1)
  }

  function resetWidths(): void {
    keep({ widths: {} })
    setEpoch(epoch + 1)
  }

  /** Another machine remembers other columns: a link that is handed on names those that show here. */
  function whole(): ViewState {
    return { ...state, columns: state.columns ?? settings.columns }
  }

  function linkTo(search: string): string {
    return addressOf(parseViewState(search, table))
  }

  function openView(search: string): void {
    writeAddress()
    history.pushState(null, '', linkTo(search))
    setState(parseViewState(search, table))
  }

  function addressOf(of: ViewState): string {
    return location.origin + location.pathname + serialiseViewState(of, table, location.search, scope)
  }

  function writeAddress(): void {
    history.replaceState(history.state, '', addressOf(state) + location.hash)
  }
  const latestWrite = useRef(writeAddress)
  latestWrite.current = writeAddress
  const closing = useRef(false)
  const step = `${scope}${table.name}`

  function open(id: string): void {
    if (state.id === null) {
      writeAddress()
      history.pushState({ details: step }, '', addressOf({ ...state, id }) + location.hash)
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

  return {
    view,
    state,
    shown,
    settings,
    epoch,
    change,
    open,
    close,
    keep,
    reset,
    resetWidths,
    linkTo,
    openView,
    link: () => addressOf(whole()),
    search: () => serialiseViewState({ ...whole(), id: null }, table, ''),
  }
}
