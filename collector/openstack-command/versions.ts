import { asFilledText, asText, type JsonRecord } from '../openstack/json.ts'
import { chooseMicroversion, type VersionRange, type WantedVersion } from '../openstack/microversion.ts'
import type { OpenstackCommand } from './client.ts'

/** What the cloud says of itself, and the options that pin what is asked of it. */
export interface CloudVersions {
  authUrl: string
  region: string
  versions: Record<string, string>
  /** Options for each command to Nova. Throws where the cloud is too old. */
  compute(): string[]
  placement(): string[]
}

/** 2.61 has the extra specs of flavors; from 2.88 hypervisors have no counters. */
const COMPUTE: WantedVersion = { min: '2.61', max: '2.87' }
/** The newest that osc-placement knows; from 1.19 the answers have the form that is read here. */
const PLACEMENT: WantedVersion = { min: '1.19', max: '1.29' }

export async function readVersions(openstack: OpenstackCommand): Promise<CloudVersions> {
  const rows = await openstack.ask(['versions', 'show'])
  const identity = rows.find((row) => row['Service Type'] === 'identity')
  const compute = findRange(rows, 'compute')
  const placement = findRange(rows, 'placement')
  const volume = findRange(rows, 'block-storage')
  return {
    authUrl: asText(identity?.['Endpoint']).replace(/\/$/, ''),
    region: asText(identity?.['Region Name'] ?? rows[0]?.['Region Name']),
    versions: Object.fromEntries(
      Object.entries({ compute, placement, volume }).flatMap(([name, range]) =>
        range ? [[name, range.max]] : [],
      ),
    ),
    compute: () => [`--os-compute-api-version=${choose('Nova', compute, COMPUTE)}`],
    placement: () => [`--os-placement-api-version=${choose('Placement', placement, PLACEMENT)}`],
  }
}

function findRange(rows: readonly JsonRecord[], service: string): VersionRange | null {
  const found = rows.find(
    (row) => row['Service Type'] === service && asFilledText(row['Max Microversion']) !== null,
  )
  return found ? { min: asText(found['Min Microversion']), max: asText(found['Max Microversion']) } : null
}

function choose(title: string, range: VersionRange | null, wanted: WantedVersion): string {
  if (!range) throw new Error(`"openstack versions show" names no versions of ${title}.`)
  const version = chooseMicroversion(range, wanted)
  if (version !== null) return version
  throw new Error(
    `${title} offers the versions ${range.min} to ${range.max}, and one of ${wanted.min} to ${wanted.max} is needed.`,
  )
}
