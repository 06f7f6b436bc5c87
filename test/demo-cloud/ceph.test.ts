import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { formatSize, formatTable } from '../../collector/demo-cloud/services/ceph-text.ts'
import { openClient, readAll } from './client.ts'

const run = promisify(execFile)

let cloud: DemoCloud
beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 4, servers: 60, volumes: 60 })
})
afterAll(() => cloud.close())

async function ceph(...words: string[]): Promise<string> {
  const [command = '', ...rest] = cloud.cephCommand
  return (await run(command, [...rest, ...words])).stdout
}

describe('the ceph command', () => {
  it('prints classes and pools as text', async () => {
    const text = await ceph('df')
    expect(text).toMatch(/^--- RAW STORAGE ---\nCLASS +SIZE +AVAIL +USED +RAW USED +%RAW USED\nhdd /)
    expect(text).toMatch(/\n \n--- POOLS ---\nPOOL +ID +PGS +STORED +OBJECTS +USED +%USED +MAX AVAIL\n/)
    expect(text).toMatch(/\nTOTAL +[\d.]+ [KMGTP]iB/)
    expect(await ceph('df', 'detail')).toContain('QUOTA BYTES')
  })

  it('gives exact figures as JSON, after an empty line as Ceph does', async () => {
    const text = await ceph('df', '--format', 'json')
    expect(text.startsWith('\n{')).toBe(true)
    const { stats, pools } = JSON.parse(text)
    expect(stats.total_bytes - stats.total_used_raw_bytes).toBe(stats.total_avail_bytes)
    for (const { stats: pool } of pools) {
      const whole = pool.bytes_used + pool.max_avail * 3
      expect(pool.percent_used).toBeCloseTo(pool.bytes_used === 0 ? 0 : pool.bytes_used / whole, 9)
    }
  })

  it('holds what the volumes of the cloud hold, and grows with them', async () => {
    const stored = async () => {
      const { pools } = JSON.parse(await ceph('df', '-f', 'json'))
      return pools.find((pool: { name: string }) => pool.name === 'volumes').stats.stored
    }
    const client = await openClient(cloud)
    const path = `/v3/${client.projectId}/volumes/detail?all_tenants=1`
    const { entries } = await readAll(client, 'volume', path, 'volumes')
    const gib = entries
      .filter(
        (volume) => volume['os-vol-host-attr:host']?.endsWith('#ceph-ssd') || volume.status === 'creating',
      )
      .reduce((sum, volume) => sum + volume.size, 0)
    const before = await stored()
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(gib * 1024 ** 3)
    cloud.advance(24 * 30)
    expect(await stored()).not.toBe(before)
  })

  it('fails as ceph does when there is no cluster', async () => {
    const [command = '', script = ''] = cloud.cephCommand
    await expect(run(command, [script, 'http://127.0.0.1:1/ceph', 'df'])).rejects.toMatchObject({ code: 1 })
    await expect(ceph('osd', 'tree')).rejects.toMatchObject({ code: 22 })
  })
})

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [4 * 1024 ** 2, '4 MiB'],
    [845 * 1024 ** 2, '845 MiB'],
    [1.2 * 1024 ** 3, '1.2 GiB'],
    [9.6 * 1024 ** 3, '9.6 GiB'],
    [30 * 1024 ** 3, '30 GiB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text)
  })

  it('stand in columns, the first to the left', () => {
    expect(formatTable(['CLASS', 'SIZE'], [['hdd', '20 GiB']])).toBe('CLASS    SIZE\nhdd    20 GiB\n')
  })
})
