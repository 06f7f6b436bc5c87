import type { Cloud } from '../../cloud.ts'
import type { Instance, Volume } from '../../model.ts'
import type { TableDefinition } from '../definition.ts'
import { instancesTable } from './instances.ts'
import { volumesTable } from './volumes.ts'

type Owner = 'host' | 'project'

/** What all rows of a host's or project's page would repeat. */
const REPEATED: Record<Owner, string[]> = {
  host: ['host', 'tier', 'az', 'service'],
  project: ['project', 'projectid'],
}

/** The instances of one host or project. Every such page carries its rows, so what is hidden anyway stays behind. */
export function instancesOfTable(cloud: Cloud, owner: Owner): TableDefinition<Instance> {
  return narrow(instancesTable(cloud), owner, 'name', 'instances/')
}

/** The volumes of one project. */
export function volumesOfTable(cloud: Cloud): TableDefinition<Volume> {
  return narrow(volumesTable(cloud), 'project', 'name', 'volumes/')
}

function narrow<Row>(
  table: TableDefinition<Row>,
  owner: Owner,
  first: string,
  home: string,
): TableDefinition<Row> {
  const kept = table.columns.filter(({ key, hidden }) => hidden !== true && !REPEATED[owner].includes(key))
  const columns = [
    ...kept.filter((column) => column.key === first),
    ...kept.filter((column) => column.key !== first),
  ]
  const keys = new Set(columns.map((column) => column.key))
  const sort = (table.sort ?? []).filter(({ key }) => keys.has(key))
  return { ...table, name: `${owner}-${table.name}`, columns, sort, home }
}
