import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { planCommands, planScript } from '../../src/lib/planning/plan-commands.ts'
import { runPlan, type PlanOutcome } from '../../src/lib/planning/plan.ts'
import { openPlanning } from '../../src/lib/planning/planning-cloud.ts'
import { makePlanningFile } from '../../src/lib/planning/planning-file.ts'
import { STRICT } from '../../src/lib/planning/planning-model.ts'
import { rowsOf } from '../support/planning-rows.ts'
import { adminEnvironment, collectSnapshot } from './aether.ts'
import { ENVIRONMENT } from './rig/layout.ts'
import { signIn, type Session } from './seed/client.ts'
import { loadOracle } from './seed/oracle.ts'
import { nodeOf, waitForServer } from './seed/servers.ts'
import { waitUntilSettled } from './seed/settle.ts'

const SOURCE = 'eight'
/** Its hypervisor goes by another name than its service, which is the one that `--host` takes. */
const DESTINATION = 'half'
const QUOTED_NAME = `moved'; touch /tmp/never #`

/** What the planner exports runs as it is, against Nova itself. */
describe('the commands of a migration plan', () => {
  let admin: Session
  const made: string[] = []

  beforeAll(async () => {
    admin = await signIn()
    const imageId = loadOracle().servers.find((server) => server.imageId !== '')?.imageId
    for (const name of [QUOTED_NAME, 'moved while it is off']) {
      const request = { name, flavorRef: '1', imageRef: imageId, networks: 'none', host: SOURCE }
      const { server } = await admin.call<{ server: { id: string } }>('nova', 'POST', '/servers', {
        server: request,
      })
      made.push(server.id)
    }
    for (const id of made) await waitForServer(admin, id, ['ACTIVE'])
    await admin.call('nova', 'POST', `/servers/${made[1]}/action`, { 'os-stop': null })
    await waitForServer(admin, made[1] ?? '', ['SHUTOFF'])
  })

  // The files of this suite share one cloud: the others must find it as it was seeded.
  afterAll(async () => {
    // The rig keeps servers that are deleted the usual way, as SOFT_DELETED.
    for (const id of made) await admin.call('nova', 'POST', `/servers/${id}/action`, { forceDelete: null })
    while (await Promise.any(made.map((id) => admin.call('nova', 'GET', `/servers/${id}`))).catch(() => null))
      await sleep(500)
    await waitUntilSettled(admin)
  })

  async function plan(to: string): Promise<PlanOutcome> {
    const snapshot = await collectSnapshot()
    const file = makePlanningFile(deriveCloud(snapshot, defaultConfig), 'Rig', 'UTC')
    const cloud = openPlanning(file, rowsOf(snapshot))
    const moves = made.map((instanceId) => ({ instanceId, host: nodeOf(to) ?? '' }))
    return runPlan(cloud, { moves }, STRICT)
  }

  const shell = (text: string) =>
    execa('sh', ['-eu'], { input: text, env: { ...ENVIRONMENT, ...adminEnvironment() }, extendEnv: false })

  async function read(id: string) {
    const { server } = await admin.call<{ server: Record<string, unknown> }>('nova', 'GET', `/servers/${id}`)
    return [server['OS-EXT-SRV-ATTR:host'], server['status']]
  }

  it('move a running server live and one that is off cold, line by line', async () => {
    const { steps } = await plan(DESTINATION)
    expect(steps.map(({ reasons, way }) => ({ reasons, way }))).toEqual([
      { reasons: [], way: 'live' },
      { reasons: [], way: 'cold' },
    ])
    await shell(planCommands(steps))
    await waitForServer(admin, made[1] ?? '', ['SHUTOFF'])
    expect(await Promise.all(made.map(read))).toEqual([
      [DESTINATION, 'ACTIVE'],
      [DESTINATION, 'SHUTOFF'],
    ])
  })

  it('move them back as a script, which waits for each and runs no name', async () => {
    const { steps } = await plan(SOURCE)
    const { stderr } = await shell(planScript(steps, { site: 'Rig', collectedAt: 'now' }))
    expect(stderr).toBe('')
    expect(await Promise.all(made.map(read))).toEqual([
      [SOURCE, 'ACTIVE'],
      [SOURCE, 'SHUTOFF'],
    ])
  })

  it('end with a sentence where Nova does not move a server', async () => {
    const { steps } = await plan(DESTINATION)
    // A host that the cloud does not have stands for anything that Nova refuses.
    const refused = steps
      .slice(0, 1)
      .map((step) => ({ ...step, to: { ...step.to, serviceHost: 'no-such-host' } }))
    const script = planScript(refused, { site: 'Rig', collectedAt: 'now' })
    await expect(shell(script)).rejects.toMatchObject({ exitCode: 1 })
    expect(await read(made[0] ?? '')).toEqual([SOURCE, 'ACTIVE'])
  })
})
