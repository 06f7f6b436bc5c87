import { useEffect, useState } from 'preact/hooks'
import { openPlanning, type InstanceRows, type PlanningCloud } from '../../../lib/planning/planning-cloud.ts'
import type { PlanningFile } from '../../../lib/planning/planning-file.ts'
import { cellOf, type Table } from '../../../lib/table/decode.ts'
import type { Cell, Link } from '../../../lib/table/definition.ts'
import { fetchJson } from '../fetch-json.ts'
import { fetchTable } from '../table/fetch-table.ts'

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'failed'; reason: string }

export interface OpenPlanning {
  file: PlanningFile
  cloud: PlanningCloud
}

/** The hosts, their room and what flavors ask for. */
export function usePlanningFile(): Loaded<PlanningFile> {
  return useLoaded(() => fetchJson<PlanningFile>('rows/planning.json'))
}

/** The same with every instance, whose rows the Instances page has, too. */
export function usePlanningCloud(): Loaded<OpenPlanning> {
  return useLoaded(async () => {
    const [file, instances] = await Promise.all([
      fetchJson<PlanningFile>('rows/planning.json'),
      fetchTable('rows/instances.json'),
    ])
    return { file, cloud: openPlanning(file, rowsOf(instances)) }
  })
}

function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' })
  useEffect(() => {
    load()
      .then((value) => setLoaded({ state: 'ready', value }))
      .catch((error: unknown) =>
        setLoaded({ state: 'failed', reason: error instanceof Error ? error.message : String(error) }),
      )
  }, [])
  return loaded
}

function rowsOf(table: Table): InstanceRows {
  const read =
    <T>(key: string, convert: (cell: Cell) => T) =>
    (row: number): T => {
      const column = table.column(key)
      return convert(column ? cellOf(column, row) : null)
    }
  return {
    count: table.rows,
    id: read('id', toText),
    name: read('name', toText),
    project: read('project', (cell) => linkText(cell) ?? ''),
    projectId: read('projectid', (cell) => (typeof cell === 'string' ? cell : null)),
    status: read('status', toText),
    host: read('host', linkText),
    vcpus: read('vcpu', toNumber),
    memoryMb: read('ram', toNumber),
  }
}

function toText(cell: Cell): string {
  return typeof cell === 'string' ? cell : ''
}

function toNumber(cell: Cell): number | null {
  return typeof cell === 'number' ? cell : null
}

function linkText(cell: Cell): string | null {
  return cell !== null && typeof cell === 'object' ? (cell as Link).text : null
}
