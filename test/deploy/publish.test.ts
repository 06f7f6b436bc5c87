import { chmod, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PublishError, publishSite } from '../../collector/publish.ts'
import { statePaths } from '../../collector/store/state.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { type SshServer, startSshServer } from '../collector/support/ssh-server.ts'
import { startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'
import { makeStateFolder, publishSmallSite } from '../support/state-folder.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const FIRST = '2026-11-22T041100Z'
const SECOND = '2026-11-22T061100Z'

let ssh: SshServer
let collector: string
let web: string

beforeAll(async () => {
  ssh = await startSshServer(['web'])
})

afterAll(() => ssh.close())

beforeEach(async () => {
  collector = await makeStateFolder()
  web = await makeTemporaryFolder('web')
  await chmod(web, 0o755)
  await publishSmallSite(collector, FIRST, 'first')
  return () => rm(collector, { recursive: true })
})

function publish(commands: { rsync?: string[]; ssh?: string[] } = {}, target = `web:${web}`) {
  const config = {
    ...defaultConfig,
    publish: { ...defaultConfig.publish, ssh: ['ssh', '-F', ssh.clientConfig], ...commands },
  }
  return publishSite({
    settings: { configFile: null, config, state: statePaths(collector) },
    target,
    env: process.env,
    signal: AbortSignal.timeout(60_000),
  })
}

/** What stands on the web server's pages, by the real nginx; null before there is anything. */
async function served(...paths: string[]): Promise<string[]> {
  const nginx = await startNginx(web)
  try {
    const headers = { authorization: nginx.authorization }
    const answers = await Promise.all(paths.map((path) => ask(nginx.origin, path, { headers })))
    return answers.map(({ status, body }) => /<h1>(.*)<\/h1>/.exec(body.toString())?.[1] ?? String(status))
  } finally {
    await nginx.stop()
  }
}

/** A script in the place of a command: `$@` are its arguments. */
async function script(text: string): Promise<string[]> {
  const file = join(await makeTemporaryFolder('script'), 'run')
  await writeFile(file, `#!/bin/sh\n${text}\n`)
  await chmod(file, 0o755)
  return [file]
}

test('brings a whole site, sends only what differs, and leaves data and manifests behind', async () => {
  const first = await publish()
  expect(first).toMatchObject({ name: FIRST })
  expect(await served('/', '/hosts/cmp01/')).toEqual(['first', 'first'])

  await publishSmallSite(collector, SECOND, 'second')
  const second = await publish()
  expect(second.files).toBeLessThan(first.files)
  expect(await served('/', '/hosts/cmp01/', `/archive/${FIRST}/`, `/archive/${SECOND}/`)).toEqual([
    'second',
    'second',
    'first',
    'second',
  ])
  const files = await readdir(web, { recursive: true })
  expect(files.filter((file) => /Z\/(?!site)./.test(file))).toEqual([])
  expect(files.filter((file) => /manifest|rsync-partial|reserved/.test(file))).toEqual([])
  expect(await readdir(web)).toEqual(['archive', 'current'])

  expect(await publish()).toMatchObject({ name: SECOND, files: 0 })
})

test('the times of files travel, by which nginx tells browsers what they have', async () => {
  const site = join(collector, 'archive', FIRST, 'site/hosts')
  const earlier = new Date('2026-11-20T04:11:00Z')
  for (const file of ['index.html', 'index.html.gz']) await utimes(join(site, file), earlier, earlier)
  await publish()
  for (const file of ['index.html', 'index.html.gz']) {
    expect((await stat(join(web, 'current/hosts', file))).mtime).toEqual(earlier)
  }
})

test('takes away over there what was pruned here', async () => {
  await publishSmallSite(collector, SECOND, 'second')
  await publish()
  await rm(join(collector, 'archive', FIRST), { recursive: true })
  await writeFile(join(collector, 'archive/index.json'), JSON.stringify({ snapshots: [SECOND] }))
  await publish()
  expect(await readdir(join(web, 'archive'))).toEqual([SECOND, 'index.json'])
  expect(await readFile(join(web, 'archive/index.json'), 'utf8')).not.toContain(FIRST)
})

test('a transfer that breaks off leaves the served site whole, and is resumed', async () => {
  await publish()
  await publishSmallSite(collector, SECOND, 'second')
  await writeFile(join(collector, 'archive', SECOND, 'site/large.bin'), Buffer.alloc(3_000_000, 'x'))
  for (const bytes of [300, 5_000, 200_000]) {
    const pipe = join(await makeTemporaryFolder('pipe'), 'pipe')
    const cut = await script(
      `mkfifo ${pipe}; ssh -F ${ssh.clientConfig} "$@" < ${pipe} & dd bs=1 count=${bytes} status=none > ${pipe}; kill -9 $!`,
    )
    await expect(publish({ ssh: cut })).rejects.toThrow('goes on serving what it has; the next run resumes')
    expect(await served('/', '/hosts/cmp01/')).toEqual(['first', 'first'])
  }
  expect(await publish()).toMatchObject({ name: SECOND })
  expect(await served('/', '/hosts/cmp01/')).toEqual(['second', 'second'])
  expect((await stat(join(web, 'current/large.bin'))).size).toBe(3_000_000)
})

test.each([1, 2, 3])(
  'killed at its step %i, the old or the new site is whole, and the next run ends it',
  async (step) => {
    await publish()
    await publishSmallSite(collector, SECOND, 'second')
    const count = join(await makeTemporaryFolder('count'), 'calls')
    const dying = await script(
      `echo >> ${count}\n[ "$(wc -l < ${count})" = ${step} ] && kill -9 $$\nexec rsync "$@"`,
    )
    await expect(publish({ rsync: dying })).rejects.toThrow(PublishError)
    const [home = '', host] = await served('/', '/hosts/cmp01/')
    expect(home).toBe(step < 3 ? 'first' : 'second')
    expect(host).toBe(home)
    await publish()
    expect(await served('/', '/hosts/cmp01/', `/archive/${FIRST}/`)).toEqual(['second', 'second', 'first'])
  },
)

test('needs no more over there than an account that may write one folder', async () => {
  const keys = join(ssh.folder, 'authorized_keys')
  const key = await readFile(keys, 'utf8')
  await writeFile(keys, `command="/usr/bin/rrsync ${web}",restrict ${key}`)
  try {
    await publish({}, 'web:')
    await publishSmallSite(collector, SECOND, 'second')
    await publish({}, 'web:')
    expect(await served('/', `/archive/${FIRST}/`)).toEqual(['second', 'first'])
  } finally {
    await writeFile(keys, key)
  }
})

test('says what is wrong: no server, no right, nothing published', async () => {
  const silent = { ssh: ['ssh', '-F', ssh.clientConfig, '-p', '1'] }
  await expect(publish(silent)).rejects.toThrow('Connection refused')
  const locked = {
    ssh: [
      'ssh',
      '-F',
      ssh.clientConfig,
      '-o',
      'IdentityFile=/dev/null',
      '-o',
      'IdentitiesOnly=yes',
      '-l',
      'nobody',
    ],
  }
  await expect(publish(locked)).rejects.toThrow('Permission denied')
  await rm(join(collector, 'current'))
  await expect(publish()).rejects.toThrow('Run "aether refresh" first.')
})
