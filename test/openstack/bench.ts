import { measureProcess, timeProcess } from '../bench/measure-process.ts'
import { runOpenstackLoop } from '../bench/openstack-loop.ts'
import { formatMb, formatTable, median } from '../bench/table.ts'
import { adminEnvironment, withFolder } from './aether.ts'
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { loadSnapshot } from '../../src/lib/snapshot.ts'

const AETHER = join(import.meta.dirname, '../../collector/aether.js')
/** The loop has some sixty processes. */
const AETHER_AFTER_EACH = 5

interface Figures {
  seconds: number
  requests: number
}

/**
 * npm run bench:openstack: how long the rig's cloud takes to read for Aether, and for a loop of `openstack` processes, one for each project and
 * host, as the scripts of the earlier tool had it. In turn, a collection after every few processes of the loop: the machine is not equally fast all
 * the time, and services that have just started are slower. The run whose memory is watched is slower for it, and not among the times.
 */
export async function benchCollection(say: (text: string) => void): Promise<void> {
  const runs: Figures[] = []
  say('one `openstack` process for each project and host, and Aether in between')
  const loop = await runOpenstackLoop(adminEnvironment(), {
    async between(processes) {
      if (processes % AETHER_AFTER_EACH === 0) runs.push(await measureAether())
    },
  })
  say('the requests of the loop, and the memory of Aether')
  const { requests } = await runOpenstackLoop(adminEnvironment(), { options: ['--debug'] })
  const { peakBytes } = await withCollect(measureProcess)

  const times = runs.map(({ seconds }) => seconds)
  const seconds = median(times)
  const range = `${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} s`
  const aether = [
    'Aether, every file',
    '1',
    `${median(runs.map((run) => run.requests))}`,
    `${seconds.toFixed(1)} s`,
  ]
  const earlier = [
    '`openstack` in a loop',
    `${loop.processes}`,
    `${requests}`,
    `${loop.seconds.toFixed(1)} s`,
  ]
  const head = [
    'collect the real cloud',
    'processes',
    'requests',
    `median of ${runs.length}`,
    'range',
    'peak memory',
  ]
  console.log(
    formatTable(head, [
      [...aether, range, formatMb(peakBytes)],
      [...earlier, '', ''],
    ]),
  )
  console.log(`ratio: ${(loop.seconds / seconds).toFixed(0)}`)
}

async function measureAether(): Promise<Figures> {
  return withCollect(async (args, env, data) => {
    const seconds = await timeProcess(args, env)
    const { meta } = await loadSnapshot(data)
    const requests = (meta?.sources ?? []).reduce((sum, source) => sum + source.requests, 0)
    return { seconds, requests }
  })
}

/** Gives what it takes to collect into an empty folder. */
async function withCollect<T>(
  use: (args: string[], env: Record<string, string>, data: string) => Promise<T>,
): Promise<T> {
  return withFolder(async (folder) => {
    const config = join(folder, 'aether.yaml')
    const data = join(folder, 'data')
    // The loop asks no Ceph either.
    await writeFile(config, 'sources: { ceph: false }\n')
    return use([AETHER, 'collect', '--config', config, '--data', data, '--quiet'], adminEnvironment(), data)
  })
}
