import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { measureProcess, type ProcessFigures } from './measure-process.ts'

export interface CollectFigures extends ProcessFigures {
  requests: number
}

/**
 * Collections, each in a process of its own and into a new folder, of a cloud that answers each request after 20 ms: 1,000 hosts, 20,000 servers, 20,000
 * volumes, 500 projects.
 */
export async function measureCollect(repeats: number): Promise<CollectFigures[]> {
  const cloud = await startDemoCloud({
    hosts: 1000,
    servers: 20_000,
    volumes: 20_000,
    projects: 500,
    latencyMs: 20,
  })
  const folder = await mkdtemp(join(tmpdir(), 'aether-bench-'))
  try {
    const aether = join(import.meta.dirname, '../../collector/aether.js')
    // A degraded collection would end with 3; the simulated `ceph` is another process, whose time is not meant.
    const config = join(folder, 'aether.yaml')
    await writeFile(config, 'sources:\n  ceph: false\n')
    const all: CollectFigures[] = []
    for (let run = 0; run < repeats; run++) {
      const before = cloud.requests
      const options = ['--data', join(folder, `data-${run}`), '--config', config, '--quiet']
      const figures = await measureProcess([aether, 'collect', ...options], cloud.env)
      all.push({ ...figures, requests: cloud.requests - before })
    }
    return all
  } finally {
    await cloud.close()
    await rm(folder, { recursive: true })
  }
}
