import { asFilledText, asRecord, asRecords, asText, type JsonRecord } from '../openstack/json.ts'
import { chooseMicroversion, type VersionRange, type WantedVersion } from '../openstack/microversion.ts'
import { AbsentError } from '../sources/source.ts'
import { EARLY_END } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

/** What the cloud says of itself, and the options that pin what is asked of it. */
export interface CloudVersions {
  authUrl: string
  region: string
  versions: Record<string, string>
  /** Options for each command to Nova. Throws where there is none, or where it is too old. */
  compute(): string[]
  placement(): string[]
  /** Throws AbsentError where the cloud has no Cinder. */
  requireVolumes(): void
}

/** 2.61 has the extra specs of flavors; from 2.88 hypervisors have no counters. */
const COMPUTE: WantedVersion = { min: '2.61', max: '2.87' }
/** The newest that osc-placement knows; from 1.19 the answers have the form that is read here. */
const PLACEMENT: WantedVersion = { min: '1.19', max: '1.29' }

/** Logs in, and shows whether the command can be talked to at all. Rejects with what it said. */
export async function readVersions(openstack: OpenstackCommand): Promise<CloudVersions> {
  // The first of them masks every secret.
  const { documents, complaints } = await openstack.converse(
    ['configuration show -f json', 'versions show -f json'],
    [],
  )
  const settings = asRecord(documents.find((document) => !Array.isArray(document)))
  const rows = documents.find(Array.isArray)
  if (rows === undefined) throw new Error(`openstack: ${complaints.at(-1) ?? EARLY_END}`)
  return describeVersions(settings, asRecords(rows))
}

function describeVersions(settings: JsonRecord, all: readonly JsonRecord[]): CloudVersions {
  const region = asFilledText(settings['region_name']) ?? asText(all[0]?.['Region Name'])
  const rows = all.filter((row) => asText(row['Region Name']) === region)
  const compute = findRange(rows, /^compute$/)
  const placement = findRange(rows, /^placement$/)
  const volume = findRange(rows, VOLUME)
  const known = Object.entries({ compute, placement, volume })
  return {
    authUrl: asText(settings['auth.auth_url']),
    region,
    versions: Object.fromEntries(known.flatMap(([name, range]) => (range ? [[name, range.max]] : []))),
    compute: () => [`--os-compute-api-version=${choose('Nova', compute, COMPUTE)}`],
    placement: () => [`--os-placement-api-version=${choose('Placement', placement, PLACEMENT)}`],
    requireVolumes() {
      if (!rows.some((row) => VOLUME.test(asText(row['Service Type'])))) throw noService('Cinder')
    },
  }
}

const VOLUME = /^(block-storage|volume(v\d)?)$/

function findRange(rows: readonly JsonRecord[], service: RegExp): VersionRange | null {
  const found = rows.find(
    (row) => service.test(asText(row['Service Type'])) && asFilledText(row['Max Microversion']) !== null,
  )
  return found ? { min: asText(found['Min Microversion']), max: asText(found['Max Microversion']) } : null
}

function choose(title: string, range: VersionRange | null, wanted: WantedVersion): string {
  if (!range) throw noService(title)
  const version = chooseMicroversion(range, wanted)
  if (version !== null) return version
  throw new Error(
    `${title} offers the versions ${range.min} to ${range.max}, and one of ${wanted.min} to ${wanted.max} is needed.`,
  )
}

function noService(title: string): AbsentError {
  return new AbsentError(`"openstack versions show" names no ${title}.`)
}
