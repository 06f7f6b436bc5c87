import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { UNPACKED } from './layout.ts'

/** Libraries only: they bring no services, no debconf questions and no users. */
const LIBRARIES = [
  'python3-keystone',
  'python3-nova',
  'python3-placement',
  'python3-glance',
  'python3-cinder',
  'python3-neutron',
  'python3-openstackclient',
  'python3-osc-placement',
  'python3-pymysql',
  'python3-fixtures',
  'python3-ddt',
  'python3-testtools',
  'uwsgi-core',
  'uwsgi-plugin-python3',
  'rabbitmq-server',
  'mariadb-server',
  'ceph-mon',
  'ceph-mgr',
  'ceph-osd',
  'ceph-common',
]
/** Unpacked, not installed: their start scripts and paste files are wanted, their maintainer scripts are not. */
const DAEMONS = [
  'nova-common',
  'nova-api',
  'nova-conductor',
  'nova-scheduler',
  'glance-common',
  'glance-api',
  'cinder-common',
  'cinder-api',
  'cinder-scheduler',
  'cinder-volume',
  'neutron-common',
  'neutron-server',
]
const POLICY = '/usr/sbin/policy-rc.d'

/** Installs what is missing. Must run as root, on Debian 12. */
export async function preparePackages(say: (text: string) => void): Promise<void> {
  const wanted = await missing(LIBRARIES)
  if (wanted.length > 0) {
    say(`installing ${wanted.length} packages`)
    await install(wanted)
  }
  if (existsSync(join(UNPACKED, '.done'))) return
  say('unpacking the daemons')
  await unpack()
}

export function daemonPath(name: string): string {
  return join(UNPACKED, 'usr/bin', name)
}

async function missing(names: string[]): Promise<string[]> {
  const { stdout } = await execa('dpkg-query', ['-W', '-f', '${Package} ${Status}\n', ...names], {
    reject: false,
  })
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith('install ok installed'))
      .map((line) => line.split(' ')[0]),
  )
  return names.filter((name) => !installed.has(name))
}

/** A policy-rc.d that answers 101 keeps packages from starting daemons; one that is already there is left alone. */
async function install(names: string[]): Promise<void> {
  const guard = !existsSync(POLICY)
  if (guard) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    await execa('apt-get', ['update', '-q'])
    await execa('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
  } finally {
    if (guard) rmSync(POLICY)
  }
}

async function unpack(): Promise<void> {
  const folder = join(UNPACKED, 'archives')
  mkdirSync(folder, { recursive: true })
  const download = () => execa('apt-get', ['download', '-q', ...DAEMONS], { cwd: folder })
  await download().catch(async () => {
    await execa('apt-get', ['update', '-q'])
    await download()
  })
  for (const file of readdirSync(folder)) await execa('dpkg', ['-x', join(folder, file), UNPACKED])
  rmSync(folder, { recursive: true })
  writeFileSync(join(UNPACKED, '.done'), '')
}
