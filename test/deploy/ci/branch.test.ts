import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const script = join(import.meta.dirname, '../../../deploy/ci/branch.sh')
let remote: string

beforeEach(async () => {
  remote = join(await makeTemporaryFolder('branch'), 'project.git')
  await execa('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote])
})

/** A checkout of the project, as each job has one of its own. */
async function checkOut(): Promise<string> {
  const folder = await makeTemporaryFolder('checkout')
  await execa('git', ['clone', '--quiet', `file://${remote}`, folder])
  return folder
}

function branch(cwd: string, ...args: string[]) {
  return execa('sh', [script, ...args], { cwd, env: { HOME: cwd }, all: true })
}

async function countCommits(): Promise<string> {
  return (await execa('git', ['rev-list', '--count', 'state'], { cwd: remote })).stdout
}

test('a folder comes back as it was: bytes, links, hidden files, names; and the branch keeps one commit', async () => {
  const first = await checkOut()
  expect((await branch(first, 'fetch', 'state', 'state')).all).toContain('this is the first run')
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  await mkdir(join(first, 'state/archive/one/site'), { recursive: true })
  await writeFile(join(first, 'state/archive/one/site/bytes.bin'), bytes)
  await writeFile(join(first, 'state/text.csv'), 'a\r\nb\r\n')
  await writeFile(join(first, 'state/name with “quotes” and\ttab'), '')
  await writeFile(join(first, 'state/.gitignore'), '*\n')
  await writeFile(join(first, 'state/.lock'), 'somebody')
  await symlink('archive/one/site', join(first, 'state/current'))
  await branch(first, 'store', 'state', 'state')

  const second = await checkOut()
  await branch(second, 'fetch', 'state', 'state')
  expect((await readdir(join(second, 'state'))).toSorted()).toEqual(
    ['.gitignore', 'archive', 'current', 'name with “quotes” and\ttab', 'text.csv'].toSorted(),
  )
  expect(await readFile(join(second, 'state/current/bytes.bin'))).toEqual(bytes)
  expect(await readFile(join(second, 'state/text.csv'), 'utf8')).toBe('a\r\nb\r\n')
  expect(await readlink(join(second, 'state/current'))).toBe('archive/one/site')

  await writeFile(join(second, 'state/text.csv'), 'changed')
  await branch(second, 'store', 'state', 'state')
  expect(await countCommits()).toBe('1')
  expect((await branch(second, 'store', 'state', 'state')).all).toContain('has this content already')
  // The checkout itself is as it was.
  expect((await execa('git', ['status', '--porcelain'], { cwd: second })).stdout).toBe('')
})

test('what an umask closes stays closed', async () => {
  const first = await checkOut()
  await mkdir(join(first, 'state'))
  await writeFile(join(first, 'state/meta.json'), '{}')
  await chmod(join(first, 'state/meta.json'), 0o600)
  await branch(first, 'store', 'state', 'state')
  const second = await checkOut()
  await execa('sh', ['-c', `umask 077; sh ${script} fetch state state`], { cwd: second })
  expect((await stat(join(second, 'state/meta.json'))).mode & 0o777).toBe(0o600)
})

test('a remote that does not answer is no first run', async () => {
  const folder = await checkOut()
  await execa('git', ['remote', 'set-url', 'origin', `file://${remote}-gone`], { cwd: folder })
  await expect(branch(folder, 'fetch', 'state', 'state')).rejects.toThrow('does not appear to be a git')
})

test('of two that replace the same content, the second is refused', async () => {
  const first = await checkOut()
  const second = await checkOut()
  for (const folder of [first, second]) {
    await branch(folder, 'fetch', 'state', 'state')
    await writeFile(join(folder, 'state/file'), folder)
  }
  await branch(first, 'store', 'state', 'state')
  await expect(branch(second, 'store', 'state', 'state')).rejects.toThrow('stale info')
  const third = await checkOut()
  await branch(third, 'fetch', 'state', 'state')
  expect(await readFile(join(third, 'state/file'), 'utf8')).toBe(first)
})

test('only what is new goes over the wire', async () => {
  // Each push then stays the one pack that it came as.
  await execa('git', ['config', 'transfer.unpackLimit', '1'], { cwd: remote })
  const first = await checkOut()
  await mkdir(join(first, 'state'))
  await writeFile(join(first, 'state/large.bin'), randomBytes(300_000))
  await branch(first, 'store', 'state', 'state')
  const second = await checkOut()
  await branch(second, 'fetch', 'state', 'state')
  await writeFile(join(second, 'state/small'), 'new')
  await branch(second, 'store', 'state', 'state')
  const folder = join(remote, 'objects/pack')
  const packs = (await readdir(folder)).filter((name) => name.endsWith('.pack'))
  const sizes = await Promise.all(packs.map(async (name) => (await stat(join(folder, name))).size))
  const [small = 0, large = 0] = sizes.toSorted((a, b) => a - b)
  expect(large).toBeGreaterThan(300_000)
  expect(small).toBeLessThan(2000)
})

test('without its words it says how it is used', async () => {
  await expect(branch(await checkOut(), 'fetch')).rejects.toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('branch.sh store FOLDER BRANCH'),
  })
})
