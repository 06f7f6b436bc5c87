export type FindingState = 'ok' | 'warning' | 'problem' | 'skipped'

/** One thing that was looked at, and how to mend it. */
export interface Finding {
  state: FindingState
  /** One sentence. */
  what: string
  /** File, address, host or setting; '' where the sentence says it. */
  where: string
  /** What to do; '' where nothing is to be done. */
  remedy: string
}

export function ok(what: string, where = ''): Finding {
  return { state: 'ok', what, where, remedy: '' }
}

export function warning(what: string, where: string, remedy: string): Finding {
  return { state: 'warning', what, where, remedy }
}

export function problem(what: string, where: string, remedy: string): Finding {
  return { state: 'problem', what, where, remedy }
}

export function skipped(what: string, where = '', remedy = ''): Finding {
  return { state: 'skipped', what, where, remedy }
}
