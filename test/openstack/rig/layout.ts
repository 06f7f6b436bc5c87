import { mkdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

export type Environment = Record<string, string>

/** Everything the rig writes is below this folder; its path is short because Unix sockets in it allow 107 characters. */
export const STATE = process.env['AETHER_RIG_DIR'] ?? join(tmpdir(), `aether-openstack-${userInfo().uid}`)
export const ETC = join(STATE, 'etc')
export const LOG = join(STATE, 'log')
export const RUN = join(STATE, 'run')
export const DATA = join(STATE, 'data')
/** Outlives a wipe: the daemon packages, unpacked. */
export const UNPACKED = join(STATE, 'packages')

const base = Number(process.env['AETHER_RIG_PORT'] ?? 15_000)
export const PORTS = {
  keystone: base,
  nova: base + 1,
  placement: base + 2,
  glance: base + 3,
  cinder: base + 4,
  neutron: base + 5,
  mariadb: base + 6,
  amqp: base + 7,
  erlang: base + 8,
  epmd: base + 9,
  cephMonV2: base + 10,
  cephMonV1: base + 11,
  cephFirst: base + 20,
  cephLast: base + 99,
}

export const PASSWORD = 'rig-pa55word'
export const REGION = 'RegionOne'
export const CLOUD = 'rig'
export const SOCKET = join(RUN, 'mariadb.sock')
export const CEPH_CONF = join(ETC, 'ceph.conf')
export const CLOUDS_YAML = join(STATE, 'clouds.yaml')

export function urlOf(service: 'keystone' | 'nova' | 'placement' | 'glance' | 'cinder' | 'neutron'): string {
  return `http://127.0.0.1:${PORTS[service]}`
}

/** A host of the fake hypervisor. `node` is its hypervisor's hostname, which Nova lets differ from the service's host. */
export interface ComputeHost {
  host: string
  node: string
  vcpus: number
  memoryMb: number
  diskGib: number
  cpuRatio: number
  ramRatio: number
  reservedVcpus?: number
  reservedMemoryMb?: number
}

export const HOSTS: ComputeHost[] = [
  { host: 'one', node: 'one', vcpus: 48, memoryMb: 196_608, diskGib: 4000, cpuRatio: 1, ramRatio: 1 },
  { host: 'four', node: 'four', vcpus: 16, memoryMb: 65_536, diskGib: 4000, cpuRatio: 4, ramRatio: 1.5 },
  {
    host: 'eight',
    node: 'eight',
    vcpus: 64,
    memoryMb: 262144,
    diskGib: 8e3,
    cpuRatio: 8,
    ramRatio: 1,
    reservedVcpus: 2,
    reservedMemoryMb: 4096,
  },
  {
    host: 'half',
    node: 'half.rack7.example.net',
    vcpus: 24,
    memoryMb: 49_152,
    diskGib: 2000,
    cpuRatio: 1.5,
    ramRatio: 1,
  },
  { host: 'off', node: 'off', vcpus: 16, memoryMb: 65_536, diskGib: 2000, cpuRatio: 4, ramRatio: 1 },
  { host: 'down', node: 'down', vcpus: 16, memoryMb: 65_536, diskGib: 2000, cpuRatio: 4, ramRatio: 1 },
]

/** Every process of the rig carries this in its environment, so that it can be told from everything else. */
export const MARK = 'AETHER_RIG_DAEMON'

/** Debian's own Python and programs, UTF-8, and each service's configuration folder. */
export const ENVIRONMENT: Environment = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  PYTHONUTF8: '1',
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONPATH: join(import.meta.dirname, 'drivers'),
  HOME: STATE,
  OS_KEYSTONE_CONFIG_DIR: join(ETC, 'keystone'),
  OS_PLACEMENT_CONFIG_DIR: join(ETC, 'placement'),
  CEPH_CONF,
  [MARK]: STATE,
}

export function makeFolders(): void {
  for (const folder of [STATE, ETC, LOG, RUN, DATA]) mkdirSync(folder, { recursive: true, mode: 0o700 })
}
