import { beforeAll, describe, expect, it } from 'vitest'
import type { Verification } from '../../src/lib/model.ts'
import { collectSnapshot } from './aether.ts'
import { loadOracle, waitUntilDecidable } from './seed/oracle.ts'

const oracle = loadOracle()

describe('the check of Nova against Placement', () => {
  let verification: Verification | null
  beforeAll(async () => {
    await waitUntilDecidable(oracle)
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
