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
  /** Without its rows where they are in a file. */
  table: EncodedTable
  /** Path below the root of a file with the table; undefined: it is part of the page. */
  src: string | undefined
}

export function projectInstances(site: Site, use: ProjectUse): ProjectTable {
  return place('instances', use, (of) => encodeInstances(site, of))
}

export function projectVolumes(site: Site, use: ProjectUse): ProjectTable {
  return place('volumes', use, (of) => encodeVolumes(site, of))
}

/** The files of all projects by their names below rows/projects/, each made when its turn comes. */
export function projectTableFiles(site: Site): Map<string, () => EncodedTable> {
  const files = new Map<string, () => EncodedTable>()
  for (const use of site.cloud.projects) {
    if (use.instances.length > MOST_IN_PAGE)
      files.set(fileName('instances', use), () => encodeInstances(site, use))
    if (use.volumes.length > MOST_IN_PAGE) files.set(fileName('volumes', use), () => encodeVolumes(site, use))
  }
  return files
}

function encodeInstances(site: Site, { instances }: ProjectUse): EncodedTable {
  return encodeTable(instancesOfTable(site.cloud, 'project'), instances, tableContext(site, 'instances'))
}

function encodeVolumes(site: Site, { volumes }: ProjectUse): EncodedTable {
  return encodeTable(volumesOfTable(site.cloud), volumes, tableContext(site, 'volumes'))
}

function place(
  of: 'instances' | 'volumes',
  use: ProjectUse,
  encode: (use: ProjectUse) => EncodedTable,
): ProjectTable {
  const { length } = use[of]
  if (length <= MOST_IN_PAGE) return { table: encode(use), src: undefined }
  const heading = { ...encode({ ...use, instances: [], volumes: [] }), rows: length }
  return { table: heading, src: `rows/projects/${fileName(of, use)}.json` }
}

function fileName(of: 'instances' | 'volumes', { slug }: ProjectUse): string {
  return `${slug}-${of}`
}
