import { mkdtemp, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminEnvironment, runAether, type AetherRun } from './aether.ts'
import { readProjects, readProviders } from './compare/cloud-identity.ts'
import { readServers } from './compare/cloud-servers.ts'
import { readVolumes } from './compare/cloud-storage.ts'
import { openstackCommand } from './compare/command.ts'
import { compareRecords, formatDifferences, type Records } from './compare/difference.ts'
import { computeHosts, readDocument, readRows, readTiles, sum, type HostFigures } from './compare/site.ts'
import { HOSTS } from './rig/layout.ts'

/** The whole line: `aether refresh` from the cloud to the folder that nginx serves. */
describe('the site that refresh publishes', () => {
  let folder: string
  let site: string
  let first: AetherRun
  const cloud = {} as Record<'servers' | 'volumes' | 'projects', Records>
  let hosts: Map<string, HostFigures>

  const refresh = (extra: Record<string, string> = {}) =>
    runAether(['refresh', '--config', join(folder, 'aether.yaml')], {
      ...adminEnvironment(),
      AETHER_OUT: join(folder, 'out'),
      AETHER_CACHE: join(folder, 'cache'),
      ...extra,
    })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aether-rig-site-'))
    await writeFile(join(folder, 'aether.yaml'), `stateDir: ${join(folder, 'state')}\nsite: {name: Rig}\n`)
    first = await refresh()
    if (first.exitCode !== 0) throw new Error(`refresh ended with ${first.exitCode}:\n${first.stderr}`)
    site = await realpath(join(folder, 'state/current'))
    const openstack = openstackCommand(adminEnvironment())
    cloud.servers = await readServers(openstack)
    cloud.volumes = await readVolumes(openstack)
    cloud.projects = await readProjects(openstack)
    hosts = computeHosts(await readProviders(openstack))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const total = (resource: keyof HostFigures, figure: 'capacity' | 'used') =>
    sum([...hosts.values()].map((host) => host[resource][figure]))
  /** Those that Keystone lists, and those that only own something. */
  const projectIds = () =>
    new Set([
      ...cloud.projects.keys(),
      ...[...cloud.servers.values(), ...cloud.volumes.values()].flatMap(({ projectId }) => projectId ?? []),
    ])

  it('counts what the openstack command counts', async () => {
    const { total: totals, volumes } = await readDocument(site, 'summary')
    const sizes = [...cloud.volumes.values()].map((volume) => Number(volume['sizeGib']))
    const attached = [...cloud.volumes.values()].filter((volume) => (volume['attachments'] as []).length > 0)
    expect(totals).toMatchObject({
      instances: cloud.servers.size,
      hosts: HOSTS.length,
      projects: projectIds().size,
      volumes: cloud.volumes.size,
      vcpu: { capacity: total('vcpu', 'capacity'), used: total('vcpu', 'used') },
      memoryMb: { capacity: total('memoryMb', 'capacity'), used: total('memoryMb', 'used') },
    })
    expect(volumes).toEqual({
      count: cloud.volumes.size,
      totalGib: sum(sizes),
      attached: attached.length,
      unattached: cloud.volumes.size - attached.length,
    })
  })

  it('sums the tiers by the allocation ratio of their hosts', async () => {
    const { tiers } = await readDocument(site, 'summary')
    const ratios = [...new Set(HOSTS.map((host) => host.cpuRatio))].sort((a, b) => a - b)
    const expected = ratios.map((ratio) => {
      const members = HOSTS.filter((host) => host.cpuRatio === ratio)
      const figure = (resource: keyof HostFigures, name: 'capacity' | 'used') =>
        sum(members.map((host) => hosts.get(host.node)?.[resource][name] ?? Number.NaN))
      return {
        ratio,
        hosts: members.length,
        vcpu: { capacity: figure('vcpu', 'capacity'), used: figure('vcpu', 'used') },
        memoryMb: { capacity: figure('memoryMb', 'capacity'), used: figure('memoryMb', 'used') },
      }
    })
    expect(tiers).toMatchObject(expected)
  })

  it('gives every host its capacity, its use and its servers', async () => {
    const rows = await readRows(site, 'hosts', 'name')
    expect([...rows.keys()].sort()).toEqual(HOSTS.map((host) => host.node).sort())
    for (const { host, node } of HOSTS) {
      const servers = [...cloud.servers.values()].filter((server) => server['serviceHost'] === host)
      expect(rows.get(node), node).toMatchObject({ ...hosts.get(node), instances: servers.length })
    }
  })

  it('lists every server and volume with the fields of the openstack command', async () => {
    const networks = (records: Records): Records =>
      new Map([...records].map(([id, { networks: _networks, ...fields }]) => [id, fields]))
    const servers = compareRecords(
      'servers',
      networks(cloud.servers),
      await readRows(site, 'instances', 'id'),
    )
    expect(formatDifferences(servers)).toBe('')
    const bare = new Map([...cloud.volumes].map(([id, { attachments: _list, ...fields }]) => [id, fields]))
    const volumes = compareRecords('volumes', bare, await readRows(site, 'volumes', 'id'))
    expect(formatDifferences(volumes)).toBe('')
  })

  it('shows those figures on the first page', async () => {
    const tiles = await readTiles(site)
    expect(tiles.get('Instances')).toBe(`${cloud.servers.size}`)
    expect(tiles.get('Hosts')).toBe(`${HOSTS.length}`)
    expect(tiles.get('Projects')).toBe(`${projectIds().size}`)
    const percent = (100 * total('vcpu', 'used')) / total('vcpu', 'capacity')
    expect(tiles.get('vCPU used')).toBe(`${percent.toFixed(1)} %`)
  })

  it('stays as it is when the next refresh may not sign in', async () => {
    const before = await readlink(join(folder, 'state/current'))
    const { exitCode, stderr } = await refresh({ OS_PASSWORD: 'not-the-password', OS_CLOUD: 'no-such-cloud' })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('no-such-cloud')
    expect(await readlink(join(folder, 'state/current'))).toBe(before)
  })
})
