import { encodeTable, type EncodedTable } from '../lib/table/encode.ts'
import { instancesOfTable, volumesOfTable } from '../lib/table/tables/instances-of.ts'
import type { ProjectUse } from '../lib/cloud-model.ts'
import type { Site } from './_site.ts'
import { tableContext } from './_tables.ts'

/**
 * More rows than these are a file of their own: the page is then small, and where an instance only changed its status it is the same
 * page in the next snapshot of the archive.
 */
const MOST_IN_PAGE = 100

export interface ProjectTable {
  table: EncodedTable
  /** Path below the root of a file with the table; undefined: it is part of the page. */
  src: string | undefined
}

export function projectInstances(site: Site, use: ProjectUse): ProjectTable {
  const context = tableContext(site, 'instances')
  const table = encodeTable(instancesOfTable(site.cloud, 'project'), use.instances, context)
  return place(table, use, 'instances')
}

export function projectVolumes(site: Site, use: ProjectUse): ProjectTable {
  const table = encodeTable(volumesOfTable(site.cloud), use.volumes, tableContext(site, 'volumes'))
  return place(table, use, 'volumes')
}

/** The files of all projects by their names below rows/projects/, each made when its turn comes. */
export function projectTableFiles(site: Site): Map<string, () => EncodedTable> {
  const files = new Map<string, () => EncodedTable>()
  for (const use of site.cloud.projects) {
    if (use.instances.length > MOST_IN_PAGE)
      files.set(fileName(use, 'instances'), () => projectInstances(site, use).table)
    if (use.volumes.length > MOST_IN_PAGE)
      files.set(fileName(use, 'volumes'), () => projectVolumes(site, use).table)
  }
  return files
}

function place(table: EncodedTable, use: ProjectUse, of: 'instances' | 'volumes'): ProjectTable {
  const src = table.rows > MOST_IN_PAGE ? `rows/projects/${fileName(use, of)}.json` : undefined
  return { table, src }
}

function fileName({ slug }: ProjectUse, of: 'instances' | 'volumes'): string {
  return `${slug}-${of}`
}
