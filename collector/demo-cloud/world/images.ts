import type { Random } from '../random.ts'
import type { Image, Network } from './entities.ts'
import type { Project } from './owners.ts'
import { imageNames } from './names.ts'

const gib = 1024 ** 3
const day = 86_400_000

/** Public images, a snapshot or two, one without a name, one that was never filled. */
export function makeImages(random: Random, projects: Project[], hostileNames: boolean, now: number): Image[] {
  const owner = projects[0]?.id ?? ''
  const make = (name: string | null, extra: Partial<Image> = {}): Image => ({
    id: random.uuid(),
    name,
    status: 'active',
    sizeBytes: random.int(1, 12) * 256 * 1024 * 1024,
    visibility: 'public',
    ownerId: owner,
    created: now - random.int(30, 700) * day,
    minDiskGib: 0,
    minMemoryMb: 0,
    properties: {},
    hidden: false,
    ...extra,
  })
  const images = imageNames.map((name) =>
    make(name, { properties: { os_distro: name.split(' ')[0]?.toLowerCase() ?? '' } }),
  )
  if (hostileNames) images.push(make('ubuntu|22.04, "jammy"'), make('snap-日本語'), make('<em>image</em>'))
  for (const project of projects.slice(4, 8)) {
    const properties = {
      image_type: 'snapshot',
      base_image_ref: images[0]?.id ?? '',
      user_id: project.userId,
    }
    images.push(
      make(`${project.name}-golden`, {
        visibility: 'private',
        ownerId: project.id,
        minDiskGib: 20,
        properties,
      }),
    )
  }
  images.push(
    make('never-uploaded', { status: 'queued', sizeBytes: null, visibility: 'shared' }),
    make(null, { visibility: 'private', sizeBytes: 2 * gib }),
    make('withdrawn', { status: 'deactivated', visibility: 'community' }),
    make('old hidden image', { hidden: true }),
  )
  return images
}

/** A provider network with both address families, some tenant networks, and a name that hurts. */
export function makeNetworks(hostileNames: boolean): Network[] {
  return [
    { name: 'provider-net', prefix4: '10.20', prefix6: '2001:db8:20::', floating: null },
    { name: 'tenant-net', prefix4: '192.168', prefix6: null, floating: '203.0' },
    {
      name: hostileNames ? 'shared, net|1' : 'shared-net',
      prefix4: '10.30',
      prefix6: 'fd00:30::',
      floating: null,
    },
    { name: 'storage-net', prefix4: '172.16', prefix6: null, floating: null },
  ]
}
