import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Verification } from '../../src/lib/model.ts'
import { collectSnapshot } from './aether.ts'
import { loadOracle } from './seed/oracle.ts'

const oracle = loadOracle()

describe('the check of Nova against Placement', () => {
  let verification: Verification | null
  beforeAll(async () => {
    // What changed within two minutes is "unknown" to the check, rightly; so the newest change has to grow older.
    await sleep(Math.max(0, Date.parse(oracle.seededAt) + 130_000 - Date.now()))
    verification = (await collectSnapshot()).verification
  })

  it('finds what was planted, and takes no look-alike for it', () => {
    const line = (kind: string, host: string, consumer: string) => `${kind} on ${host}: ${nameOf(consumer)}`
    const found = verification?.findings.map((item) => line(item.kind, item.host, item.consumerId))
    const planted = oracle.findings.map((item) => line(item.kind, item.host, item.consumerId))
    expect(found?.sort()).toEqual(planted.sort())
  })

  it('does not judge the host that is down', () => {
    const down = verification?.hosts.find((host) => host.host === 'down')
    expect(down?.state).toBe('not-checked')
  })
})

function nameOf(id: string): string {
  return oracle.servers.find((server) => server.id === id)?.name ?? id
}
