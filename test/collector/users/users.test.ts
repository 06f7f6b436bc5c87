import { chmod, chown, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compare } from 'bcryptjs'
import { execa } from 'execa'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const AETHER = join(import.meta.dirname, '../../../collector/aether.js')
const PASSWORD = 'correct horse ✓'

let folder: string
let file: string

beforeEach(async () => {
  folder = await makeTemporaryFolder('users')
  file = join(folder, 'htpasswd')
})

function users(args: string[], input = '') {
  return execa(process.execPath, [AETHER, 'users', ...args, '--file', file], {
    cwd: folder,
    input,
    all: true,
    reject: false,
  })
}

async function hashOf(name: string): Promise<string> {
  const text = await readFile(file, 'utf8')
  return (
    text
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1) ?? ''
  )
}

describe('aether users', () => {
  test('adds, lists, changes and removes, and never prints a password', async () => {
    const added = await users(['add', 'ann'], `${PASSWORD}\nnot read\n`)
    expect(added).toMatchObject({ exitCode: 0, all: 'Added: ann. nginx takes the next request already.' })
    expect(await hashOf('ann')).toMatch(/^\$2y\$08\$/)
    expect(await compare(PASSWORD, await hashOf('ann'))).toBe(true)
    expect((await users(['add', 'bob'], 'second')).exitCode).toBe(0)
    expect((await users(['add', 'ann'], 'third')).all).toBe('New password of ann.')
    expect(await compare(PASSWORD, await hashOf('ann'))).toBe(false)
    expect(await compare('third', await hashOf('ann'))).toBe(true)

    expect((await users(['list'])).all).toContain('ann   bcrypt, cost 8\nbob   bcrypt, cost 8')
    expect(JSON.parse((await users(['list', '--json'])).stdout.split('\n')[0] ?? '')).toMatchObject({
      event: 'user',
      name: 'ann',
      cost: 8,
    })
    expect((await users(['remove', 'ann'])).exitCode).toBe(0)
    expect(await readFile(file, 'utf8')).toMatch(/^bob:[^\n]+\n$/)
  })

  test('asks at a terminal, twice and without showing what is typed', async () => {
    const line = `${process.execPath} ${AETHER} users add ann --file ${file}`
    /** Answers the first question with the first word, and so on. */
    async function type(...words: string[]): Promise<string> {
      const child = execa('script', ['-qec', line, '/dev/null'], { cwd: folder, reject: false })
      let shown = ''
      child.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString()
        if (/(Password of ann|The same once more): $/.test(shown))
          child.stdin.write(words.shift() ?? '\u0003')
      })
      await child
      return shown
    }
    expect(await type('first word\r', 'second word\r')).toContain(
      'The two passwords differ. Nothing was changed.',
    )
    expect(await type('first word\r')).toContain('The two passwords differ. Nothing was changed.')
    expect(await type()).toContain('No password was given. Nothing was changed.')
    await expect(stat(file)).rejects.toThrow('ENOENT')
    const shown = await type(`${PASSWORD}\r`, `${PASSWORD}\r`)
    expect(shown).toContain('Added: ann.')
    expect(shown).not.toContain('horse')
    expect(await compare(PASSWORD, await hashOf('ann'))).toBe(true)
  })

  test('writes a file that only its owner and its group read, and keeps whose it is', async () => {
    await users(['add', 'ann'], PASSWORD)
    expect((await stat(file)).mode & 0o777).toBe(0o640)
    expect((await stat(file)).gid).toBe((await stat(folder)).gid)
    await chmod(file, 0o644)
    if (process.getuid?.() === 0) await chown(file, 1, 33)
    const { uid, gid } = await stat(file)
    await users(['add', 'bob'], PASSWORD)
    expect(await stat(file)).toMatchObject({ uid, gid })
    expect((await stat(file)).mode & 0o777).toBe(0o640)
  })

  test('takes the cost from aether.yaml', async () => {
    await writeFile(join(folder, 'aether.yaml'), `users:\n  file: ${file}\n  cost: 5\n`)
    await users(['add', 'ann'], PASSWORD)
    expect(await hashOf('ann')).toMatch(/^\$2y\$05\$/)
  })

  test('loses nobody of those who are added at the same time', async () => {
    const names = ['ann', 'bob', 'eve']
    const ends = await Promise.all(names.map((name) => users(['add', name], PASSWORD)))
    const done = names.filter((_, index) => ends[index]?.exitCode === 0)
    // Whoever meets another one's lock is told so, and nothing is lost.
    expect(ends.filter(({ exitCode }) => exitCode === 4)).toHaveLength(names.length - done.length)
    for (const name of done) expect(await hashOf(name)).not.toBe('')
  })

  test.each([
    [['add', 'a:b'], 'x', 'The name "a:b" has a colon or a control character in it.'],
    [['add', '#ann'], 'x', 'The name "#ann" begins with #'],
    [['add', ' '], 'x', 'is empty, or begins or ends with a blank'],
    [['add', 'ann'], '', 'The password is empty.'],
    [['add', 'ann'], '\nx', 'The password is empty.'],
    [['add', 'ann'], 'x'.repeat(73), 'The password is longer than 72 bytes'],
    [['add', 'ann'], 'a\tb', 'The password has a control character in it.'],
    [['remove', 'ann'], '', 'There is no user "ann" in'],
    [['add'], 'x', 'needs a NAME'],
    [['import', 'nowhere.json'], '', 'nowhere.json cannot be read'],
    [['ad', 'ann'], 'x', 'did you mean "add"?'],
  ])('refuses %j with %j and leaves the file', async (args, input, message) => {
    const { exitCode, all } = await users(args, input)
    expect(all).toContain(message)
    expect(exitCode).toBe(2)
    await expect(stat(file)).rejects.toThrow('ENOENT')
  })

  test('imports users of the earlier tool: plain passwords hashed, bcrypt as it is, other hashes named', async () => {
    const hash = '$2b$12$abcdefghijklmnopqrstuuK3DTmUqk1ZWBpQ0tvwVPUbDhwCBy6ei'
    const earlier = join(folder, 'users.json')
    await writeFile(
      earlier,
      JSON.stringify({ ann: PASSWORD, bob: hash, eve: 'pbkdf2:sha256:260000$salt$abc', old: 'new' }),
    )
    await users(['add', 'old'], 'kept')
    const { exitCode, all } = await users(['import', earlier])
    expect(exitCode).toBe(1)
    expect(all).toContain('Added: ann, bob.')
    expect(all).toContain('There already, with a password that stays: old.')
    expect(all).toContain('Not added: eve has a hash of a kind that nginx cannot check.')
    expect(all).not.toContain(PASSWORD)
    expect(await compare(PASSWORD, await hashOf('ann'))).toBe(true)
    expect(await hashOf('bob')).toBe(hash)
    expect(await compare('kept', await hashOf('old'))).toBe(true)
    expect(await hashOf('eve')).toBe('')
  })
})
