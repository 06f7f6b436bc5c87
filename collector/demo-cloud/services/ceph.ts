import type { Cloud } from '../cloud.ts'
import { type Answer, answerJson, type Call } from '../http.ts'
import { maxAvailable, measurePools, type PoolFigures, usedBytes } from '../world/ceph.ts'
import type { World } from '../world/entities.ts'
import { formatSize, formatTable } from './ceph-text.ts'

const replicas = 3

/** `ceph df`, as text or JSON, plain or in detail: what the `ceph` command of the demo cloud asks for. */
export function answerCeph(cloud: Cloud, call: Call): Answer {
  if (call.path !== '/df')
    return { status: 404, headers: { 'Content-Type': 'text/plain' }, body: 'unknown command\n' }
  const detail = call.query.has('detail')
  const figures = measure(cloud.world)
  // Ceph starts its JSON with an empty line.
  if (call.query.get('format')?.startsWith('json')) {
    const answer = answerJson(200, describe(figures, detail))
    return { ...answer, body: `\n${answer.body}\n` }
  }
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: print(figures, detail) }
}

interface Figures {
  classes: { name: string; total: number; available: number; used: number }[]
  total: { total: number; available: number; used: number }
  pools: (PoolFigures & { used: number; maxAvailable: number; percent: number })[]
}

function measure(world: World): Figures {
  const pools = measurePools(world)
  const used = usedBytes(pools)
  const classes = (['hdd', 'ssd'] as const).map((name) => {
    const total = world.ceph.totalBytes[name]
    // What the disks hold for themselves counts too, and no disk holds more than it has.
    const spent = Math.min(total, used[name] + Math.floor(total * 0.002))
    return { name, total, used: spent, available: total - spent }
  })
  const sum = (key: 'total' | 'available' | 'used') => classes.reduce((all, one) => all + one[key], 0)
  return {
    classes,
    total: { total: sum('total'), available: sum('available'), used: sum('used') },
    pools: pools.map((pool) => {
      const free = maxAvailable(world, pool.deviceClass, used)
      const raw = pool.storedBytes * replicas
      const percent = raw === 0 ? 0 : raw / (raw + free * replicas)
      return { ...pool, used: raw, maxAvailable: free, percent }
    }),
  }
}

function describe(figures: Figures, detail: boolean) {
  const sizes = ({ total, available, used }: Figures['total']) => ({
    total_bytes: total,
    total_avail_bytes: available,
    total_used_bytes: used,
    total_used_raw_bytes: used,
    total_used_raw_ratio: total === 0 ? 0 : used / total,
  })
  const counts = { num_osds: 24, num_per_pool_osds: 24, num_per_pool_omap_osds: 24 }
  return {
    stats: { ...sizes(figures.total), ...counts },
    stats_by_class: Object.fromEntries(figures.classes.map((one) => [one.name, sizes(one)])),
    pools: figures.pools.map((pool) => {
      const stats = {
        stored: pool.storedBytes,
        ...(detail ? { stored_data: pool.storedBytes, stored_omap: 0 } : {}),
        objects: pool.objects,
        kb_used: Math.ceil(pool.used / 1024),
        bytes_used: pool.used,
        ...(detail ? { data_bytes_used: pool.used, omap_bytes_used: 0 } : {}),
        percent_used: pool.percent,
        max_avail: pool.maxAvailable,
        ...(detail ? detailOf(pool) : {}),
      }
      return { name: pool.name, id: pool.id, stats }
    }),
  }
}

function detailOf(pool: Figures['pools'][number]) {
  return {
    quota_objects: 0,
    quota_bytes: 0,
    dirty: 0,
    rd: 0,
    rd_bytes: 0,
    wr: pool.objects,
    wr_bytes: pool.storedBytes,
    compress_bytes_used: 0,
    compress_under_bytes: 0,
    stored_raw: pool.used,
    avail_raw: pool.maxAvailable * replicas,
  }
}

function print(figures: Figures, detail: boolean): string {
  const percent = (ratio: number) => (ratio === 0 ? '0' : (ratio * 100).toFixed(2))
  const classRow = (name: string, { total, available, used }: Figures['total']) => {
    return [
      name,
      formatSize(total),
      formatSize(available),
      formatSize(used),
      formatSize(used),
      percent(total === 0 ? 0 : used / total),
    ]
  }
  const raw = formatTable(
    ['CLASS', 'SIZE', 'AVAIL', 'USED', 'RAW USED', '%RAW USED'],
    [...figures.classes.map((one) => classRow(one.name, one)), classRow('TOTAL', figures.total)],
  )
  const titles = detail
    ? 'POOL,ID,PGS,STORED,(DATA),(OMAP),OBJECTS,USED,(DATA),(OMAP),%USED,MAX AVAIL,QUOTA OBJECTS,QUOTA BYTES,DIRTY,USED COMPR,UNDER COMPR'
    : 'POOL,ID,PGS,STORED,OBJECTS,USED,%USED,MAX AVAIL'
  const rows = figures.pools.map((pool) => {
    const stored = formatSize(pool.storedBytes)
    const used = formatSize(pool.used)
    const parts = (size: string) => (detail ? [size, '0 B'] : [])
    return [
      pool.name,
      String(pool.id),
      String(pool.pgs),
      stored,
      ...parts(stored),
      formatCount(pool.objects),
      used,
      ...parts(used),
      percent(pool.percent),
      formatSize(pool.maxAvailable),
      ...(detail ? ['N/A', 'N/A', 'N/A', '0 B', '0 B'] : []),
    ]
  })
  return `--- RAW STORAGE ---\n${raw} \n--- POOLS ---\n${formatTable(titles.split(','), rows)}`
}

function formatCount(count: number): string {
  return formatSize(count, 1000, ['', 'k', 'M', 'G']).replace(' ', '')
}
