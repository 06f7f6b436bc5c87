import type { Tokens } from './services/tokens.ts'
import type { World } from './world/entities.ts'

/** What every service of the simulated cloud sees. */
export interface Cloud {
  world: World
  tokens: Tokens
  /** Highest minor version: 96 is compute 2.96. */
  versions: { compute: number; placement: number; volume: number }
  /** Service types that the catalog lacks. */
  absent(): ReadonlySet<string>
  /** Service types whose endpoint in the catalog leads to a closed port. */
  refused(): ReadonlySet<string>
  /** Whether the second cell's database is out of reach. */
  cellDown: boolean
  /** The largest page that Nova, Cinder and Glance give, whatever is asked for. */
  maxLimit: number
}
