import { compareShapes, readShape } from './shape.ts'

export interface ContractAnswer {
  status: number
  headers: Record<string, string>
  /** The JSON, or null where the body is none. */
  body: unknown
}

/** Objects whose keys are data: names, ids, resource classes. */
const maps = [
  /(^|\.)(metadata|addresses|extra_specs|volume_image_metadata|rules|options)$/,
  /^(allocations|inventories|usages)$/,
  /^usages\.\*$/,
  /^allocations\.\*\.resources$/,
  /^availabilityZoneInfo\[\]\.hosts$/,
  /^availabilityZoneInfo\[\]\.hosts\.\*$/,
]

/** Headers that clients read. Of those in `present` only the presence is compared. */
const equal = ['openstack-api-version', 'x-openstack-nova-api-version']
const present = ['www-authenticate', 'location', 'x-subject-token', 'last-modified', 'cache-control']

/**
 * Places where the two may differ, each with its reason. Everything here was looked at; anything else is a defect of the
 * simulated cloud.
 */
const intended: { place: RegExp; reason: string }[] = [
  {
    place: /(^|\.)(fault|security_groups|progress)\b/,
    reason: 'depends on the state of the servers that were listed',
  },
  { place: /(^|\.)image is (object|string),/, reason: "'' where a server started from a volume" },
  { place: /_links is not in the real cloud$/, reason: 'the real cloud has too few of them for a full page' },
  { place: /^images\[\]\.\w+ is|^(stores|os_distro) is/, reason: "an image's own properties are free" },
  {
    place: /^quota_set\.(volumes|gigabytes|snapshots)_/,
    reason: 'named after the volume types of each cloud',
  },
  { place: /\.cpu_info\.\w+ is missing/, reason: 'a host that never reported has an empty cpu_info' },
  {
    place: /\.cpu_info\.topology\.cells/,
    reason: 'libvirt tells NUMA cells, the driver of the real cloud does not',
  },
  { place: /_capacity_gb is string/, reason: 'some back ends say "infinite" or "unknown"' },
  { place: /volume_image_metadata/, reason: 'the real cloud has no volume that was made from an image' },
  { place: /^migrations\[\]\.links/, reason: 'the real cloud has no live migration under way' },
]

/** What differs between the answers of the two clouds to the same request; empty when they agree. */
export function compareAnswers(real: ContractAnswer, simulated: ContractAnswer): string[] {
  if (real.status !== simulated.status)
    return [`status ${simulated.status}, in the real cloud ${real.status}`]
  const differences = compareHeaders(real.headers, simulated.headers)
  const mapAt = (path: string) => maps.some((pattern) => pattern.test(path))
  const shapes = compareShapes(readShape(real.body, mapAt), readShape(simulated.body, mapAt))
  return [...differences, ...shapes.filter((text) => !intended.some(({ place }) => place.test(text)))]
}

function compareHeaders(real: Record<string, string>, simulated: Record<string, string>): string[] {
  const differences: string[] = []
  const mediaType = (headers: Record<string, string>) => headers['content-type']?.split(';')[0]
  if (mediaType(real) !== mediaType(simulated)) {
    differences.push(`content type ${mediaType(simulated)}, in the real cloud ${mediaType(real)}`)
  }
  for (const name of equal) {
    if (real[name] !== simulated[name])
      differences.push(`${name}: ${simulated[name]}, in the real cloud ${real[name]}`)
  }
  for (const name of present) {
    if (name in real !== name in simulated) {
      differences.push(`${name} is ${name in simulated ? 'not in the real cloud' : 'missing'}`)
    }
  }
  return differences
}
