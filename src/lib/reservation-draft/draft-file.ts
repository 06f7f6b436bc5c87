/** What the browser needs to work out a draft: rows/reservations.json, fetched when a draft is opened. */
import type { Cloud, Host } from '../cloud-model.ts'
import type { Config } from '../model.ts'
import { reservationRules, type ReservationRules } from '../reservations.ts'
import type { TableContext } from '../table/definition.ts'

type Kept = Omit<Host, 'type' | 'ip' | 'disabledReason' | 'ratioSource' | 'instances' | 'providers' | 'check'>

export interface DraftFile {
  schema: 1
  table: TableContext
  rules: ReservationRules
  /** Names of tiers by ratio, as configured. */
  tierNames: Config['tiers']
  /** Whether there is a reserved.json beside the page. */
  hasDocument: boolean
  hosts: Kept[]
}

export function makeDraftFile({ hosts, snapshot }: Cloud, config: Config, table: TableContext): DraftFile {
  return {
    schema: 1,
    table,
    rules: reservationRules(snapshot.collectedAt, config),
    tierNames: config.tiers,
    hasDocument: snapshot.reservations !== null,
    hosts: hosts.map(({ type: _type, ip: _ip, disabledReason: _reason, ratioSource: _source, ...host }) => {
      const { instances: _instances, providers: _providers, check: _check, ...kept } = host
      return kept
    }),
  }
}

/** The hosts for the modules that derive figures; what no figure of a reservation asks for is empty. */
export function openDraftFile({ hosts }: DraftFile): Host[] {
  return hosts.map((host) => ({
    ...host,
    type: '',
    ip: '',
    disabledReason: null,
    ratioSource: null,
    instances: [],
    providers: [],
    check: null,
  }))
}
