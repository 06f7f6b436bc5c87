import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { CEPH_CONF, DATA, ENVIRONMENT, LOG, PORTS, RUN } from './layout.ts'
import { startDaemon, waitFor } from './processes.ts'

const FOLDER = join(DATA, 'ceph')
const CLUSTER = '5e1f0b1c-0000-4000-8000-00000000ce9f'
const MONITOR = `[v2:127.0.0.1:${PORTS.cephMonV2},v1:127.0.0.1:${PORTS.cephMonV1}]`
const OSDS = ['0', '1', '2']
const GIB = 2 ** 30

/** A monitor, a manager and three OSDs on sparse files, without cephx. */
const SETTINGS = `[global]
fsid = ${CLUSTER}
mon host = ${MONITOR}
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind port min = ${PORTS.cephFirst}
ms bind port max = ${PORTS.cephLast}
auth cluster required = none
auth service required = none
auth client required = none
auth allow insecure global id reclaim = false
osd pool default size = 3
osd pool default min size = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon data avail crit = 1
mon data avail warn = 2
run dir = ${RUN}
admin socket = ${RUN}/$name.asok
log file = ${LOG}/ceph-$name.log
mon data = ${FOLDER}/mon.$id
mgr data = ${FOLDER}/mgr.$id
osd data = ${FOLDER}/osd.$id
osd objectstore = bluestore
bluestore block size = ${10 * GIB}
osd memory target = ${0.9 * GIB}
bluestore cache autotune = false
bluestore cache size = 67108864
`

const run = (program: string, ...args: string[]) => execa(program, args, { env: ENVIRONMENT })
const ceph = (...args: string[]) => run('timeout', '20', 'ceph', ...args)

export async function startCeph(): Promise<void> {
  writeFileSync(CEPH_CONF, SETTINGS)
  mkdirSync(join(FOLDER, 'mgr.x'), { recursive: true })
  const map = join(FOLDER, 'monmap')
  await run('monmaptool', '--create', '--fsid', CLUSTER, '--addv', 'a', MONITOR, '--clobber', map)
  await run('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map)
  startDaemon({ name: 'ceph-mon', command: ['ceph-mon', '-f', '-i', 'a'] })
  await waitFor('the Ceph monitor', async () => (await ceph('-s')).exitCode === 0)
  startDaemon({ name: 'ceph-mgr', command: ['ceph-mgr', '-f', '-i', 'x'] })
  await Promise.all(OSDS.map(startOsd))
  await waitFor('three OSDs', async () => {
    const { stdout } = await ceph('osd', 'stat', '-f', 'json')
    return (JSON.parse(stdout) as { num_up_osds: number }).num_up_osds === OSDS.length
  })
  await fillPools()
}

async function startOsd(id: string): Promise<void> {
  const folder = join(FOLDER, `osd.${id}`)
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'ready'))) {
    const uuid = randomUUID()
    await ceph('osd', 'new', uuid, id)
    await run('ceph-osd', '--mkfs', '-i', id, '--osd-uuid', uuid)
  }
  startDaemon({ name: `ceph-osd-${id}`, command: ['ceph-osd', '-f', '-i', id] })
}

/** Two device classes and four pools, so that `ceph df` has several rows of each; `backups` stays empty. */
async function fillPools(): Promise<void> {
  await ceph('osd', 'crush', 'rm-device-class', 'osd.2')
  await ceph('osd', 'crush', 'set-device-class', 'ssd', 'osd.2')
  const object = join(FOLDER, 'object')
  writeFileSync(object, Buffer.alloc(4 * 2 ** 20, 'aether'))
  for (const [pool, objects] of Object.entries({ volumes: 12, images: 4, vms: 1, backups: 0 })) {
    await ceph('osd', 'pool', 'create', pool, '8')
    await ceph('osd', 'pool', 'application', 'enable', pool, 'rbd')
    for (let n = 0; n < objects; n++) await run('rados', '-p', pool, 'put', `object-${n}`, object)
  }
  await waitFor('the statistics of the pools', async () => {
    const { stdout } = await ceph('df', '--format', 'json')
    const { pools } = JSON.parse(stdout) as { pools: { name: string; stats: { stored: number } }[] }
    const stored = (name: string) => pools.find((pool) => pool.name === name)?.stats.stored ?? 0
    return stored('volumes') === 48 * 2 ** 20 && stored('vms') === 4 * 2 ** 20
  })
}
