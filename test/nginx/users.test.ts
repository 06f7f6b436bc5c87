import { rm, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { addUser, importUsers, removeUserFrom } from '../../collector/users/change-users.ts'
import { startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'
import { makeStateFolder, publishSmallSite } from '../support/state-folder.ts'

test('nginx lets in whom "aether users" added, from the next request on, and nobody whom it removed', async () => {
  const state = await makeStateFolder()
  await publishSmallSite(state, '2026-11-22T061100Z', 'first')
  const nginx = await startNginx(state)
  const place = { file: nginx.passwordFile, cost: 8 }
  const enter = async (name: string, password: string) => {
    const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
    return (await ask(nginx.origin, '/', { headers: { authorization } })).status
  }
  try {
    expect(await enter('ann', 'grüße 42')).toBe(401)
    await addUser('ann', 'grüße 42', place)
    expect(await enter('ann', 'grüße 42')).toBe(200)
    expect(await enter('ann', 'grüße 43')).toBe(401)
    await addUser('ann', 'another', place)
    expect(await enter('ann', 'grüße 42')).toBe(401)
    expect(await enter('ann', 'another')).toBe(200)
    await importUsers([{ name: 'bob', secret: 'of the earlier tool' }], place)
    expect(await enter('bob', 'of the earlier tool')).toBe(200)
    expect(await enter('operator', 'correct horse')).toBe(200)
    await removeUserFrom('ann', place)
    expect(await enter('ann', 'another')).toBe(401)
    expect((await stat(nginx.passwordFile)).mode & 0o777).toBe(0o640)
  } finally {
    await nginx.stop()
    await rm(state, { recursive: true })
  }
})
