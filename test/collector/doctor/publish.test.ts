import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { publishCheck } from '../../../collector/doctor/checks/publish.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'
import { type Machine, makeMachine } from '../support/doctor-machine.ts'
import { type SshServer, startSshServer } from '../support/ssh-server.ts'

let machine: Machine
let ssh: SshServer

beforeAll(async () => {
  ssh = await startSshServer(['web'])
})
afterAll(() => ssh.close())
beforeEach(async () => {
  machine = await makeMachine()
})

/** For the sshd of the test. */
function publishing(to: string, options = ''): string {
  return `publish: { to: "${to}", ssh: [ssh, -F, ${ssh.clientConfig}${options}] }\n`
}

test('publish: off, a server that answers, and one whose folder is missing or closed', async () => {
  expect(await machine.look(publishCheck)).toMatchObject([{ state: 'skipped' }])
  const web = await makeTemporaryFolder('web')
  expect(await machine.look(publishCheck, { yaml: publishing(`web:${web}`) })).toMatchObject([
    { state: 'ok' },
  ])
  await rm(web, { recursive: true })
  expect(await machine.look(publishCheck, { yaml: publishing(`web:${web}`) })).toMatchObject([
    {
      state: 'problem',
      what: expect.stringContaining('No such file'),
      remedy: expect.stringContaining('publish.to'),
    },
  ])
  // Root may write everything but what the kernel keeps for itself.
  expect((await machine.look(publishCheck, { yaml: publishing('web:/proc/sys') }))[1]).toMatchObject({
    state: 'problem',
    what: 'The account on the web server may not write the folder',
  })
})

test('publish: a key that is not accepted, a host that is not known, a port that is closed, no rsync', async () => {
  const only = async (yaml: string) => (await machine.look(publishCheck, { yaml }))[0]
  const denied = publishing('web:/srv', ', -o, IdentityFile=/dev/null, -o, IdentitiesOnly=yes, -l, nobody')
  expect(await only(denied)).toMatchObject({
    state: 'problem',
    what: expect.stringContaining('Permission denied (publickey'),
    remedy: expect.stringContaining('authorized_keys'),
  })
  expect(await only(publishing('web:/srv', ', -o, UserKnownHostsFile=/dev/null'))).toMatchObject({
    state: 'problem',
    what: expect.stringContaining('Host key verification failed'),
    remedy: expect.stringContaining('ssh-keyscan'),
  })
  expect(await only(publishing('web:/srv', ', -p, "1"'))).toMatchObject({
    what: expect.stringContaining('Connection refused'),
  })
  expect(await only('publish: { to: "web:/srv", rsync: [no-such-rsync] }\n')).toMatchObject({
    state: 'problem',
    remedy: 'apt-get install rsync',
  })
})

test('publish: an account that may do nothing but rsync is enough', async () => {
  const web = await makeTemporaryFolder('web')
  const keys = join(ssh.folder, 'authorized_keys')
  const key = await readFile(keys, 'utf8')
  await writeFile(keys, `command="/usr/bin/rrsync ${web}",restrict ${key}`)
  expect(await machine.look(publishCheck, { yaml: publishing('web:') })).toMatchObject([{ state: 'ok' }])
  await writeFile(keys, key)
})
