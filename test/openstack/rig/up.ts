import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { signIn } from '../seed/client.ts'
import { bootstrapKeystone, fillCatalog } from './catalog.ts'
import { startCeph } from './ceph.ts'
import { createTables, startMariadb, startRabbitmq, waitForRabbitmq } from './databases.ts'
import { ENVIRONMENT, ETC, HOSTS, makeFolders, STATE, UNPACKED } from './layout.ts'
import { daemonPath, preparePackages } from './packages.ts'
import { deadDaemons, stopAll, waitFor } from './processes.ts'
import { startIdentity, startServices } from './services.ts'
import { writeSettings } from './settings.ts'

const READY = join(STATE, 'ready')

type Say = (text: string) => void

/** Whether a rig that was kept is whole, and made by this version of its own sources. */
export function isUp(): boolean {
  return existsSync(READY) && readFileSync(READY, 'utf8') === hashSources() && deadDaemons().length === 0
}

/** To be called once the cloud is seeded: from now on a further run uses it as it is. */
export function markReady(): void {
  writeFileSync(READY, hashSources())
}

/** From nothing to an empty cloud. What an earlier run left half done is stopped and wiped first. */
export async function bringUp(say: Say): Promise<void> {
  await tearDown()
  makeFolders()
  await preparePackages(say)
  writeSettings()
  say('MariaDB, RabbitMQ')
  startRabbitmq()
  await startMariadb()
  say('tables')
  await Promise.all([createTables(daemonPath), startCeph().then(() => say('Ceph is up'))])
  say('Keystone')
  await bootstrapKeystone()
  await startIdentity()
  await fillCatalog()
  await waitForRabbitmq()
  say('Nova, Placement, Glance, Cinder, Neutron')
  await startServices()
  await waitUntilWhole()
}

/** Ends every process of the rig and removes its state; only the unpacked packages stay. */
export async function tearDown(): Promise<void> {
  await stopAll()
  if (!existsSync(STATE)) return
  for (const name of readdirSync(STATE)) {
    if (join(STATE, name) !== UNPACKED)
      rmSync(join(STATE, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

function hashSources(): string {
  const hash = createHash('sha256')
  for (const folder of [import.meta.dirname, join(import.meta.dirname, '../seed')]) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    for (const file of files) hash.update(readFileSync(join(file.parentPath, file.name)))
  }
  return hash.digest('hex')
}

/** Whole: every host has reported to Nova and Placement and is mapped to the cell, and Cinder's back ends are up. */
async function waitUntilWhole(): Promise<void> {
  const { call } = await signIn()
  await waitFor('every host in Placement', async () => {
    const { resource_providers: providers } = await call<{ resource_providers: unknown[] }>(
      'placement',
      'GET',
      '/resource_providers',
    )
    return providers.length >= HOSTS.length
  })
  const conf = ['--config-file', join(ETC, 'nova/nova.conf')]
  await execa(daemonPath('nova-manage'), [...conf, 'cell_v2', 'discover_hosts'], { env: ENVIRONMENT })
  await waitFor('Cinder', async () => {
    const { services } = await call<{ services: { state: string }[] }>('cinder', 'GET', '/os-services')
    return services.filter((service) => service.state === 'up').length >= 3
  })
  // The first query of a new Neutron must not be for ports, which Nova's server list asks for (it answers 500).
  await call('neutron', 'GET', '/networks')
}
