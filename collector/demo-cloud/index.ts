import { fileURLToPath } from 'node:url'

import { advanceWorld } from './clock/evolve.ts'
import type { Cloud } from './cloud.ts'
import { createFaults, type Fault } from './faults.ts'
import { listen } from './listen.ts'
import { region } from './services/catalog.ts'
import { plantedUserData, userDataPassword } from './services/compute-server-view.ts'
import { createTokens } from './services/tokens.ts'
import { adminPassword } from './world/tenants.ts'
import type { World } from './world/entities.ts'
import type { Planted } from './world/plant.ts'
import { createWorld } from './world/world.ts'

export type { Fault } from './faults.ts'

export interface DemoCloudOptions {
  /** The same seed and options give the same cloud; only its times follow `start`. */
  seed?: number
  hosts?: number
  servers?: number
  volumes?: number
  projects?: number
  /** At least so many; some two dozen are there anyway. */
  flavors?: number
  /** What every answer waits. */
  latencyMs?: number
  /** Simulated time at the start; default: now. */
  start?: Date
  port?: number
  host?: string
  /** Life of a token in real seconds. */
  tokenSeconds?: number
  faults?: Fault[]
  /** Names that break careless pages. `beyond-nova`: also those that Nova itself refuses, such as emoji. */
  hostileNames?: boolean | 'beyond-nova'
  /** Highest microversions, for a cloud that is older or newer: `{ compute: '2.53' }`. */
  versions?: { compute?: string; placement?: string; volume?: string }
  /** Services that the catalog lacks. */
  absentServices?: ('placement' | 'volumev3' | 'image')[]
  /** Whether Nova cannot reach the cell of the last third of the hosts. */
  cellDown?: boolean
  /** What is deleted is made up for, and no more: after years it is as large as at the start. */
  steady?: boolean
  /** The largest page, whatever is asked for (1000, as in Nova, Cinder and Glance). */
  maxLimit?: number
}

export interface DemoCloud {
  /** Keystone: `http://127.0.0.1:PORT/identity/v3`. */
  authUrl: string
  /** The settings of a sourced openrc, password included. */
  env: Record<string, string>
  /** The same with the application credential. */
  applicationCredentialEnv: Record<string, string>
  /** A user who is no administrator. */
  memberEnv: Record<string, string>
  /** Put before `df`, `df detail` or `df --format json`, it answers as `ceph` does. */
  cephCommand: string[]
  /** Everything that is in it, for what is not to be asked over HTTP. */
  world: World
  /** What was made inconsistent between Nova and Placement, by kind. */
  planted: Planted
  /** Simulated time, which only `advance` moves. */
  now(): Date
  /** Lets so many simulated hours pass. */
  advance(hours: number): void
  counts(): {
    hosts: number
    servers: number
    volumes: number
    projects: number
    snapshots: number
    images: number
  }
  /** Makes every token invalid at once, as a restarted Keystone may. */
  expireTokens(): void
  /** Everything that must never be written down: passwords, tokens given out so far, user data. */
  secrets(): string[]
  requests: number
  faults: Fault[]
  cellDown: boolean
  latencyMs: number
  close(): Promise<void>
}

/** Starts a simulated OpenStack behind real HTTP on the loopback interface. */
export async function startDemoCloud(options: DemoCloudOptions = {}): Promise<DemoCloud> {
  const { world, planted } = createWorld({
    seed: options.seed ?? 1,
    hosts: options.hosts ?? 16,
    servers: options.servers ?? 300,
    volumes: options.volumes ?? 160,
    projects: options.projects ?? 12,
    flavors: options.flavors ?? 0,
    start: options.start ?? new Date(Math.floor(Date.now() / 1000) * 1000),
    hostileNames: options.hostileNames ?? true,
    steady: options.steady ?? false,
  })
  const faults = createFaults(options.faults ?? [])
  const cloud: Cloud = {
    world,
    tokens: createTokens(options.tokenSeconds ?? 3600),
    versions: {
      compute: minorOf(options.versions?.compute ?? '2.96'),
      placement: minorOf(options.versions?.placement ?? '1.39'),
      volume: minorOf(options.versions?.volume ?? '3.70'),
    },
    absent: () => new Set([...(options.absentServices ?? []), ...faults.absent()]),
    refused: faults.refused,
    cellDown: options.cellDown ?? false,
    maxLimit: options.maxLimit ?? 1000,
  }
  let latencyMs = options.latencyMs ?? 0
  let activeFaults = options.faults ?? []
  const host = options.host ?? '127.0.0.1'
  const listener = await listen(cloud, faults, { host, port: options.port ?? 0, latencyMs: () => latencyMs })
  const origin = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${listener.port}`
  const authUrl = `${origin}/identity/v3`
  return {
    authUrl,
    world,
    ...makeSettings(cloud, authUrl),
    cephCommand: [
      process.execPath,
      fileURLToPath(new URL('ceph-client.js', import.meta.url)),
      `${origin}/ceph`,
    ],
    planted,
    now: () => new Date(world.now),
    advance: (hours) => advanceWorld(world, hours),
    counts: () => ({
      hosts: world.hosts.length,
      servers: world.servers.size,
      volumes: world.volumes.size,
      projects: world.projects.length,
      snapshots: world.snapshots.size,
      images: world.images.size,
    }),
    expireTokens: () => cloud.tokens.revokeAll(),
    secrets: () => [
      adminPassword,
      world.applicationCredential.secret,
      plantedUserData,
      userDataPassword,
      ...cloud.tokens.list(),
    ],
    get requests() {
      return listener.requests()
    },
    get faults() {
      return activeFaults
    },
    set faults(next) {
      activeFaults = next
      faults.set(next)
    },
    get cellDown() {
      return cloud.cellDown
    },
    set cellDown(down) {
      cloud.cellDown = down
    },
    get latencyMs() {
      return latencyMs
    },
    set latencyMs(milliseconds) {
      latencyMs = milliseconds
    },
    close: () => listener.close(),
  }
}

function minorOf(version: string): number {
  return Number(version.split('.')[1])
}

function makeSettings({ world }: Cloud, authUrl: string) {
  const common = {
    OS_AUTH_URL: authUrl,
    OS_REGION_NAME: region,
    OS_IDENTITY_API_VERSION: '3',
    OS_INTERFACE: 'public',
  }
  const [first] = world.projects.slice(4)
  const password = (username: string, project: string) => ({
    ...common,
    OS_AUTH_TYPE: 'password',
    OS_USERNAME: username,
    OS_PASSWORD: adminPassword,
    OS_USER_DOMAIN_ID: 'default',
    OS_PROJECT_NAME: project,
    OS_PROJECT_DOMAIN_ID: 'default',
  })
  return {
    env: password('admin', 'admin'),
    memberEnv: password('alice', first?.name ?? 'admin'),
    applicationCredentialEnv: {
      ...common,
      OS_AUTH_TYPE: 'v3applicationcredential',
      OS_APPLICATION_CREDENTIAL_ID: world.applicationCredential.id,
      OS_APPLICATION_CREDENTIAL_SECRET: world.applicationCredential.secret,
    },
  }
}
