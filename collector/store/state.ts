import { join } from 'node:path'

/** Where everything lives below one state folder: see docs/releasing.md. */
export interface StatePaths {
  root: string
  /** The newest collection. */
  data: string
  /** One folder a published snapshot, and `index.json`. */
  archive: string
  /** The link that nginx follows: `archive/<newest>/site`. */
  current: string
  /** Totals and changes of every published collection: docs/history.md. */
  history: string
}

export function statePaths(stateDir: string): StatePaths {
  return {
    root: stateDir,
    data: join(stateDir, 'data'),
    archive: join(stateDir, 'archive'),
    current: join(stateDir, 'current'),
    history: join(stateDir, 'history'),
  }
}
