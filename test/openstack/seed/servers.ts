import { setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import { HOSTS } from '../rig/layout.ts'
import { FLAVORS } from './catalogue.ts'
import type { Session } from './client.ts'
import type { Identity, ProjectKey } from './identity.ts'
import type { ExpectedServer } from './oracle.ts'

/** Nova itself refuses characters above U+FFFF and white space at either end. */
const NAMES = [
  'comma,name',
  'quote"d',
  "single'quote",
  'pipe|name|x',
  'ünïcode-日本',
  'sym-✓-№-ﬁ',
  'in  side',
  'semi=colon; tab-less',
  '-leading-dash',
  '=1+1',
  '@SUM(A1)',
  'back\\slash',
  '<script>alert(1)</script>',
  '<b>html</b>',
  'x'.repeat(255),
  'dup-name',
  'dup-name',
  '1234',
  'None',
  "['list']",
  '{"json": 1}',
  '%s %d',
  '${HOME} $(id)',
  'שרת-עברית',
  'خادم',
]
const HOSTS_IN_TURN = ['one', 'four', 'eight', 'half', 'eight']
const FLAVORS_IN_TURN = ['1', '2', '4', 'pipe', 'swap']
const PROJECTS_IN_TURN: ProjectKey[] = ['alpha', 'gamma', 'pipe', 'umlaut', 'quotes', 'alphaOfCorp']

/** In the user data of one server; it must never leave Nova. */
export const USER_DATA_SECRET = 'aether-rig-user-data-secret'

export interface Plan {
  name: string
  project: ProjectKey
  flavor: string
  host: string | null
  network: boolean
  extra?: Record<string, unknown>
  /** Scheduler hints, which stand beside the server in the request. */
  hints?: Record<string, string>
}

/** Servers that are made before anything is done to them. States, volumes and inconsistencies find theirs by name. */
export function planServers(): Plan[] {
  const held = { metadata: { rig: 'hold' } }
  const secret = { user_data: Buffer.from(USER_DATA_SECRET).toString('base64') }
  return [
    ...NAMES.map(planHostile),
    planOne('stopped', 'one', '4', secret),
    planOne('paused', 'one'),
    planOne('suspended', 'four'),
    planOne('rescued', 'four'),
    planOne('shelved', 'four'),
    planOne('in-error', 'four'),
    planOne('locked', 'eight'),
    planOne('soft-deleted', 'eight', '4'),
    planOne('resize-pending', 'one'),
    planOne('live-migrating', 'one', '2', held),
    planOne('cold-migrating', 'four', '2', held),
    planOne('of-a-private-flavor', 'eight', 'private'),
    planOne('on-the-disabled-host', 'off'),
    planOne('on-the-down-host', 'down'),
    planOne('evacuated', 'down', '1'),
    { ...planOne('two-volumes', 'eight'), network: true },
    planOne('shares-a-volume', 'half'),
    planOne('no-allocation', 'eight'),
    planOne('wrong-amounts', 'eight'),
    planOne('two-providers', 'half'),
    planOne('other-host', 'one'),
    { ...planOne('of-a-deleted-project', 'eight'), project: 'gone', network: true },
    { ...planOne('no-valid-host', '', 'huge'), host: null },
  ]
}

function planHostile(name: string, n: number): Plan {
  const described = { metadata: { owner: 'team|7, "x"' }, description: 'a | b, "c"', tags: ['tag|1', 'b'] }
  return {
    name,
    project: pick(PROJECTS_IN_TURN, n),
    flavor: pick(FLAVORS_IN_TURN, n),
    host: pick(HOSTS_IN_TURN, n),
    network: n % 2 === 0,
    extra: n % 5 === 0 ? described : {},
  }
}

function planOne(name: string, host: string, flavor = '2', extra: Record<string, unknown> = {}): Plan {
  return { name, project: 'alpha', flavor, host, network: false, extra }
}

export interface Context {
  identity: Identity
  networkId: string
  imageId: string
}

/** Creates servers through the project's own session, six at a time, and waits until Nova has settled each. */
export async function createServers(context: Context, plans: Plan[]): Promise<ExpectedServer[]> {
  const limit = pLimit(6)
  const made = await Promise.all(plans.map((plan) => limit(() => createServer(context, plan))))
  await Promise.all(
    made.map((server) => limit(() => waitForServer(context.identity.admin, server.id, [server.status]))),
  )
  return made
}

async function createServer({ identity, networkId, imageId }: Context, plan: Plan): Promise<ExpectedServer> {
  const fromVolume = plan.extra !== undefined && 'block_device_mapping_v2' in plan.extra
  const { server } = await identity.sessions[plan.project].call<{ server: { id: string } }>(
    'nova',
    'POST',
    '/servers',
    {
      server: {
        name: plan.name,
        flavorRef: plan.flavor,
        networks: plan.network ? [{ uuid: networkId }] : 'none',
        ...(fromVolume ? {} : { imageRef: imageId }),
        ...(plan.host === null ? {} : { host: plan.host }),
        ...plan.extra,
      },
      ...(plan.hints === undefined ? {} : { 'os:scheduler_hints': plan.hints }),
    },
  )
  const flavor = FLAVORS.find((item) => item.id === plan.flavor)
  return {
    id: server.id,
    name: plan.name,
    projectId: identity.projects[plan.project],
    status: plan.host === null ? 'ERROR' : 'ACTIVE',
    powerState: plan.host === null ? 'NOSTATE' : 'Running',
    flavorId: plan.flavor,
    vcpus: flavor?.vcpus ?? 0,
    memoryMb: flavor?.memoryMb ?? 0,
    host: nodeOf(plan.host),
    networks: plan.network ? ['shared, net|1'] : [],
    imageId: fromVolume ? '' : imageId,
    volumeIds: [],
  }
}

/** Waits until a server has one of the statuses; an ERROR that was not asked for ends the wait at once. */
export async function waitForServer(
  admin: Session,
  id: string,
  statuses: string[],
  seconds = 180,
): Promise<void> {
  const end = Date.now() + seconds * 1000
  let seen = ''
  while (Date.now() < end) {
    const { server } = await admin.call<{ server: { status: string; fault?: unknown } }>(
      'nova',
      'GET',
      `/servers/${id}`,
    )
    if (statuses.includes(server.status)) return
    if (server.status === 'ERROR') throw new Error(`server ${id} failed: ${JSON.stringify(server.fault)}`)
    seen = server.status
    await sleep(300)
  }
  throw new Error(`server ${id} is ${seen} after ${seconds} s, not ${statuses.join(' or ')}`)
}

export function nodeOf(host: string | null): string | null {
  return HOSTS.find((item) => item.host === host)?.node ?? null
}

function pick<T>(items: readonly T[], n: number): T {
  return items[n % items.length] as T
}
