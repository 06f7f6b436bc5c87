import { describe, expect, it } from 'vitest'

import { advanceWorld } from '../../collector/demo-cloud/clock/evolve.ts'
import { providersOf } from '../../collector/demo-cloud/world/claims.ts'
import type { World } from '../../collector/demo-cloud/world/entities.ts'
import { createWorld } from '../../collector/demo-cloud/world/world.ts'

const hour = 3_600_000

function make(seed: number, servers = 200, steady = false) {
  const start = new Date('2026-11-22T06:00:00Z')
  return createWorld({
    seed,
    hosts: 12,
    servers,
    volumes: 100,
    projects: 8,
    flavors: 0,
    start,
    hostileNames: true,
    steady,
  })
}

/** All that a collector could see, as text. */
function describeWorld(world: World): string {
  const servers = [...world.servers.newestFirst()].map((server) => {
    return [
      server.id,
      server.name,
      server.status,
      server.host?.name,
      server.flavor.name,
      server.updated,
      server.volumes.length,
    ]
  })
  const volumes = [...world.volumes.newestFirst()].map((volume) => [
    volume.id,
    volume.name,
    volume.status,
    volume.sizeGib,
  ])
  const hosts = world.hosts.map((host) => [
    host.name,
    host.up,
    host.enabled,
    host.used,
    host.provider.used,
    host.provider.uuid,
  ])
  const moves = [...world.migrations.newestFirst()].map((move) => [
    move.id,
    move.status,
    move.destination.name,
  ])
  return JSON.stringify({ now: world.now, servers, volumes, hosts, moves, ceph: world.ceph })
}

describe('determinism', () => {
  it('makes the same cloud of the same seed, and another of another', () => {
    expect(describeWorld(make(7).world)).toBe(describeWorld(make(7).world))
    expect(describeWorld(make(7).world)).not.toBe(describeWorld(make(8).world))
  })

  it('does not care in how many steps the time passes', () => {
    const [once, often] = [make(3).world, make(3).world]
    advanceWorld(once, 72)
    for (let step = 0; step < 288; step++) advanceWorld(often, 0.25)
    expect(describeWorld(often)).toBe(describeWorld(once))
  })
})

describe('sixty days', () => {
  const { world, planted } = make(1)
  const before = new Set([...world.servers.newestFirst()].map((server) => server.id))
  const sizes: number[] = []
  const outages = new Set<string>()
  for (let day = 0; day < 60; day++) {
    advanceWorld(world, 24)
    sizes.push(world.servers.size)
    for (const host of world.hosts) if (!host.up || !host.enabled) outages.add(host.name)
    checkSums(world)
  }

  it('let servers come and go, with a trend upwards', () => {
    const after = new Set([...world.servers.newestFirst()].map((server) => server.id))
    expect([...after].some((id) => !before.has(id))).toBe(true)
    expect([...before].some((id) => !after.has(id))).toBe(true)
    expect(sizes.at(-1)).toBeGreaterThan(before.size)
    expect(sizes.at(-1)).toBeLessThan(before.size * 1.5)
  })

  it('take hosts out and bring them back', () => {
    const out = world.hosts.filter((host) => !host.up || !host.enabled)
    expect(outages.size).toBeGreaterThan(out.length)
  })

  it('leave the planted inconsistencies as they were', () => {
    for (const id of [...planted.missing, ...planted.wrongAmounts, ...planted.twice, ...planted.elsewhere]) {
      expect(world.servers.get(id)?.host).toBeTruthy()
    }
    for (const id of planted.orphan) expect(world.consumers.has(id)).toBe(true)
    for (const id of planted.missing) expect(world.consumers.has(id)).toBe(false)
  })

  it('keep whatever is attached in order', () => {
    for (const volume of world.volumes.newestFirst()) {
      for (const { server } of volume.attachments) expect(server.volumes).toContain(volume)
    }
    for (const server of world.servers.newestFirst()) {
      for (const volume of server.volumes) expect(world.volumes.get(volume.id)).toBe(volume)
    }
  })
})

describe('a host that is down or disabled', () => {
  it('gets no new server', () => {
    const { world } = make(5)
    for (let step = 0; step < 24 * 20; step++) {
      const closed = world.hosts.filter((host) => !host.up || !host.enabled)
      const inside = new Map(closed.map((host) => [host, new Set(host.servers)]))
      advanceWorld(world, 1)
      for (const host of closed) {
        // One that reopened within the hour may take some.
        if (host.up && host.enabled) continue
        const fresh = [...host.servers].filter((server) => !inside.get(host)?.has(server))
        expect(fresh.filter((server) => server.created > world.now - hour)).toEqual([])
      }
    }
  })
})

function checkSums(world: World): void {
  for (const host of world.hosts) {
    const claims = [...host.claims.values()]
    const cpus = claims.reduce((sum, claim) => sum + (claim['VCPU'] ?? 0) + (claim['PCPU'] ?? 0), 0)
    expect(host.used.cpus).toBe(cpus)
    for (const provider of providersOf(host)) {
      for (const [name, used] of Object.entries(provider.used)) {
        const sum = [...provider.allocations.values()].reduce(
          (total, resources) => total + (resources[name] ?? 0),
          0,
        )
        expect(used).toBe(sum)
      }
    }
    for (const server of host.servers) expect(server.host).toBe(host)
  }
}

describe('a steady cloud', () => {
  it('is after months as large as it was, and not the same', () => {
    const { world } = make(1, 200, true)
    const before = new Set([...world.servers.newestFirst()].map(({ id }) => id))
    advanceWorld(world, 24 * 120)
    const after = [...world.servers.newestFirst()].map(({ id }) => id)
    expect(after.length).toBeGreaterThan(190)
    expect(after.length).toBeLessThanOrEqual(200)
    expect(after.filter((id) => !before.has(id)).length).toBeGreaterThan(20)
    expect(world.volumes.size).toBeLessThanOrEqual(130)
  })
})
