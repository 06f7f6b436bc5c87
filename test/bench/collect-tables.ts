import { measureCollect } from './collect.ts'
import { measureCollectPeer, PEER_CLOUD } from './collect-peer.ts'
import { count, formatMb, formatSeconds, formatTable } from './table.ts'

/** Of a large simulated cloud. */
export async function benchCollect(repeats: number): Promise<void> {
  const all = await measureCollect(repeats)
  const peak = Math.max(...all.map(({ peakBytes }) => peakBytes))
  const row = ['1,000 hosts, 20,000 servers, 20,000 volumes', count(all[0]?.requests ?? 0)]
  console.log(
    formatTable(
      ['collect, 20 ms a request', 'requests', 'median', 'range', 'peak memory'],
      [[...row, ...formatSeconds(all.map(({ seconds }) => seconds)), formatMb(peak)]],
    ),
  )
}

/** Beside the earlier tool's way. */
export async function benchCollectPeer(repeats: number): Promise<void> {
  const { own, loop } = await measureCollectPeer(repeats)
  const { hosts, servers, projects } = PEER_CLOUD
  const title = `collect ${servers} servers, ${hosts} hosts, ${projects} projects`
  const rows = Object.entries({ Aether: own, '`openstack`, a process a project and host': loop }).map(
    ([name, figures]) =>
      figures === null
        ? [name, 'not installed', '', '', '']
        : [name, count(figures.processes), count(figures.requests), ...formatSeconds(figures.seconds)],
  )
  console.log(formatTable([title, 'processes', 'requests', 'median', 'range'], rows))
}
