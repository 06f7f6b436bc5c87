import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoCloud, type DemoCloud } from '../../collector/demo-cloud/index.ts'
import { compareAnswers, contractRequests, openCloudAccess, type CloudAccess } from './contract-requests.ts'
import { USERS } from './seed/identity.ts'
import { passwordSettings } from './settings.ts'

/** A simulated cloud that answered otherwise than the real one would let a wrong collector pass its tests. */
describe('the simulated cloud answers as the real one does', () => {
  let real: CloudAccess
  let simulated: CloudAccess
  let demo: DemoCloud
  beforeAll(async () => {
    // The newest version that the real one has, so that "latest" means the same to both.
    demo = await startDemoCloud({
      hosts: 6,
      servers: 60,
      volumes: 30,
      projects: 8,
      versions: { compute: '2.93' },
    })
    real = await openCloudAccess(passwordSettings('admin', 'admin'), passwordSettings(USERS.member, 'alpha'))
    simulated = await openCloudAccess(demo.env, demo.memberEnv)
  })
  afterAll(() => demo.close())

  it.each(contractRequests.map((request) => [request.description, request] as const))(
    '%s',
    async (_name, request) => {
      expect(compareAnswers(await real.send(request), await simulated.send(request))).toEqual([])
    },
  )
})
