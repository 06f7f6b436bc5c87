import { join } from 'node:path'
import { daemonPath } from './packages.ts'
import { ENVIRONMENT, ETC, HOSTS, PORTS, urlOf, type ComputeHost } from './layout.ts'
import { startDaemon, waitFor, type Daemon } from './processes.ts'

const NOVA_CONF = ['--config-file', join(ETC, 'nova/nova.conf')]

/** Keystone and Placement are WSGI applications; Debian's uWSGI serves them. */
function uwsgi(name: 'keystone' | 'placement', file: string): Daemon {
  return {
    name,
    command: [
      'uwsgi',
      '--plugins',
      'python3',
      '--http-socket',
      `127.0.0.1:${PORTS[name]}`,
      '--wsgi-file',
      file,
      '--master',
      '--lazy-apps',
      '--processes',
      '2',
      '--threads',
      '4',
      '--enable-threads',
      '--die-on-term',
      '--thunder-lock',
      '--buffer-size',
      '65535',
      '--disable-logging',
      '--add-header',
      'Connection: close',
    ],
  }
}

function nova(name: string): Daemon {
  return { name: `nova-${name}`, command: [daemonPath(`nova-${name}`), ...NOVA_CONF] }
}

function configured(name: string, file: string): Daemon {
  return { name, command: [daemonPath(name), '--config-file', join(ETC, file)] }
}

const IDENTITY = [
  uwsgi('keystone', '/usr/bin/keystone-wsgi-public'),
  uwsgi('placement', '/usr/bin/placement-api'),
]
const OTHERS = [
  nova('conductor'),
  nova('scheduler'),
  nova('api'),
  configured('neutron-server', 'neutron/neutron.conf'),
  configured('glance-api', 'glance/glance-api.conf'),
  ...['cinder-api', 'cinder-scheduler', 'cinder-volume'].map((name) =>
    configured(name, 'cinder/cinder.conf'),
  ),
]

export async function startIdentity(): Promise<void> {
  IDENTITY.forEach(startDaemon)
  await waitFor('Keystone', () => answers(`${urlOf('keystone')}/v3`))
}

/** Everything else; healthy once each API answers. */
export async function startServices(): Promise<void> {
  OTHERS.forEach(startDaemon)
  HOSTS.forEach((host) => startDaemon(compute(host)))
  await waitFor('Placement', () => answers(urlOf('placement')))
  for (const name of ['nova', 'glance', 'cinder', 'neutron'] as const) {
    await waitFor(name, () => answers(urlOf(name)))
  }
}

function compute(host: ComputeHost): Daemon {
  return {
    name: computeName(host.host),
    command: [
      '/usr/bin/python3',
      join(ENVIRONMENT['PYTHONPATH'] ?? '', 'rig_nova_compute.py'),
      ...NOVA_CONF,
      '--config-file',
      join(ETC, `nova/compute-${host.host}.conf`),
    ],
    env: {
      RIG_NODE: host.node,
      RIG_VCPUS: `${host.vcpus}`,
      RIG_MEMORY_MB: `${host.memoryMb}`,
      RIG_DISK_GIB: `${host.diskGib}`,
    },
  }
}

export function computeName(host: string): string {
  return `nova-compute-${host}`
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
  return response.status < 500
}
