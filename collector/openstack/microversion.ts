import { asFilledText, asRecord, asRecords, type JsonRecord } from './json.ts'

/** What a service says of itself in its version document. */
export interface VersionRange {
  min: string
  max: string
}

/** What a request needs: at least `min`, and nothing newer than `max`, which is the newest that the reader was written for. */
export interface WantedVersion {
  min: string
  max: string
}

/** The version to pin; null where the service's range and the wanted one do not meet. */
export function chooseMicroversion(range: VersionRange, wanted: WantedVersion): string | null {
  const chosen = compareVersions(range.max, wanted.max) < 0 ? range.max : wanted.max
  const fits = compareVersions(chosen, wanted.min) >= 0 && compareVersions(chosen, range.min) >= 0
  return fits ? chosen : null
}

/** 2.9 comes before 2.10. */
function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number)
  const [majorB = 0, minorB = 0] = b.split('.').map(Number)
  return majorA - majorB || minorA - minorB
}

/** Reads `{"version": ...}` or `{"versions": [...]}`; `major` chooses among several. Null where there is no range. */
export function readVersionDocument(document: unknown, major: string): VersionRange | null {
  const record = asRecord(document)
  const list = [...asRecords(record['versions']), asRecord(record['version'])]
  const entries = list.filter((entry) => readMax(entry) !== null)
  const entry = entries.find((candidate) => asFilledText(candidate['id'])?.startsWith(major)) ?? entries[0]
  const max = entry ? readMax(entry) : null
  if (!entry || max === null) return null
  return { min: asFilledText(entry['min_version']) ?? max, max }
}

function readMax(entry: JsonRecord): string | null {
  return asFilledText(entry['max_version']) ?? asFilledText(entry['version'])
}

/** Where the version document may be: the endpoint without the project, then the folder above it. */
export function listVersionUrls(endpoint: string): string[] {
  const base = endpoint.replace(/(\/v\d+(\.\d+)?)\/[^/]+$/, '$1')
  const above = base.replace(/\/v\d+(\.\d+)?$/, '')
  return [...new Set([`${base}/`, `${above}/`])]
}
