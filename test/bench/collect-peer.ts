import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { timeProcess } from './measure-process.ts'
import { runOpenstackLoop } from './openstack-loop.ts'

const AETHER = join(import.meta.dirname, '../../collector/aether.js')
/** A small one: the loop takes some minutes for each hundred hosts. */
export const PEER_CLOUD = { hosts: 8, servers: 200, volumes: 160, projects: 6 }

interface CollectTime {
  processes: number
  requests: number
  seconds: number[]
}

/** The same simulated cloud, which answers at once: by Aether, and in the middle of its repeats by a loop of `openstack`. Null: that is not installed. */
export async function measureCollectPeer(
  repeats: number,
): Promise<{ own: CollectTime; loop: CollectTime | null }> {
  const cloud = await startDemoCloud(PEER_CLOUD)
  const folder = await mkdtemp(join(tmpdir(), 'aether-bench-'))
  try {
    await writeFile(join(folder, 'aether.yaml'), 'sources:\n  ceph: false\n')
    const own: CollectTime = { processes: 1, requests: 0, seconds: [] }
    const collectOften = async () => {
      for (let run = 0; run < repeats; run++) {
        const before = cloud.requests
        const options = ['--data', join(folder, 'data'), '--config', join(folder, 'aether.yaml'), '--quiet']
        own.seconds.push(await timeProcess([AETHER, 'collect', ...options], cloud.env))
        own.requests = cloud.requests - before
      }
    }
    await collectOften()
    const loop = await measureLoop(cloud)
    await collectOften()
    return { own, loop }
  } finally {
    await cloud.close()
    await rm(folder, { recursive: true })
  }
}

async function measureLoop(cloud: DemoCloud): Promise<CollectTime | null> {
  const { requests } = cloud
  try {
    const { processes, seconds } = await runOpenstackLoop(cloud.env)
    return { processes, requests: cloud.requests - requests, seconds: [seconds] }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
