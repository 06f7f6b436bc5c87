import { appendFile, readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zstdCompress } from 'node:zlib'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readBaseline } from '../../collector/history/baseline.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { type HistoryRig, newest, startHistoryRig } from '../history/support.ts'

const project = join(import.meta.dirname, '../..')
const fixtures = join(project, 'test/fixtures/archives')

/** What earlier versions left, and what is known of it without reading it by today's code. */
const left = {
  whole: {
    names: ['2026-11-01T061100Z', '2026-11-02T061100Z', '2026-11-03T061100Z'],
    instances: 5,
    recorded: 2,
  },
  thinned: {
    names: ['2026-11-01T061100Z', '2026-11-01T081100Z', '2026-11-01T101100Z'],
    instances: 60,
    recorded: 3,
  },
} as const

let rig: HistoryRig

beforeEach(async () => {
  const start = new Date('2026-11-01T06:11:00Z')
  rig = await startHistoryRig({ hosts: 2, servers: 60, volumes: 4, projects: 2, seed: 7, start })
  rig.cloud.advance(96)
  return () => rig.close()
})

async function unpack(name: keyof typeof left): Promise<void> {
  await execa('tar', ['-xzf', join(fixtures, `${name}.tar.gz`), '-C', rig.state.root])
  await writeFile(join(rig.state.root, 'aether.yaml'), 'archive:\n  keepAllDays: 0\n  keepDaily: 1\n')
}

async function aether(...words: string[]) {
  const command = [join(project, 'collector/aether.js'), ...words]
  const { exitCode, stdout, stderr } = await execa(process.execPath, command, {
    cwd: rig.state.root,
    reject: false,
  })
  return { exitCode, said: stdout + stderr }
}

/** Paths and contents below a folder of the state. */
async function readFiles(folder: string): Promise<string[]> {
  const { stdout } = await execa('sh', ['-c', 'find . -type f -exec sha256sum {} + | sort -k 2'], {
    cwd: join(rig.state.root, folder),
  })
  return stdout.split('\n')
}

describe.each(['whole', 'thinned'] as const)('an archive of an earlier version, %s,', (kind) => {
  const { names, instances, recorded } = left[kind]
  const [first, , last] = names

  beforeEach(() => unpack(kind))

  test('is listed, found good, and gives its data files back', async () => {
    const { said } = await aether('archive', 'list')
    for (const name of names) expect(said).toMatch(new RegExp(`^${name} .*[0-9]`, 'm'))
    const verified = await aether('archive', 'verify')
    expect(verified).toMatchObject({ exitCode: 0 })
    expect(verified.said.match(/Z {2}good, /g)).toHaveLength(3)

    const to = join(rig.state.root, 'restored')
    expect(await aether('archive', 'restore', first, '--to', to)).toMatchObject({ exitCode: 0 })
    const snapshot = await loadSnapshot(to)
    expect(snapshot.problems).toEqual([])
    expect(snapshot.instances).toHaveLength(instances)
    expect(snapshot.meta?.collectedAt).toBe('2026-11-01T06:11:00Z')
    expect(snapshot.volumes).toHaveLength(4)
    expect(snapshot.verification).not.toBeNull()
  })

  test('has a history that is read, made again, and goes on', async () => {
    const history = await rig.load()
    expect(history).toMatchObject({
      recent: { length: recorded },
      changes: { length: recorded },
      problems: [],
    })
    const at = history.recent.at(-1)?.at
    expect((await readBaseline(join(rig.state.history, 'baseline.json.zst')))?.at).toBe(at)
    const [totals, events] = [await rig.totals(), await rig.events()]

    expect(await aether('archive', 'reindex')).toMatchObject({ exitCode: 0 })
    const again = await rig.totals()
    expect(again).toHaveLength(3)
    expect(again.slice(-recorded)).toEqual(totals)
    expect((await rig.events()).slice(-events.length + 1)).toEqual(events.slice(1))

    const { name } = await rig.refresh()
    expect(await rig.totals()).toHaveLength(4)
    expect(newest(await rig.events())).toMatchObject({ previous: at, notCompared: {} })
    expect(await readlink(rig.state.current)).toBe(`archive/${name}/site`)
    expect(await readdir(rig.state.archive)).toEqual(expect.arrayContaining([...names, name]))
    expect(await aether('archive', 'verify')).toMatchObject({ exitCode: 0 })
    expect(await readFile(join(rig.state.archive, last, 'manifest.json'), 'utf8')).toContain('"schema": 2')
  })
})

describe('of a newer version than this one', () => {
  beforeEach(() => unpack('thinned'))
  const [oldest] = left.thinned.names

  afterEach(async () => {
    // Whatever was not understood: a refresh ends well, and the site that it made is served.
    const { name } = await rig.refresh()
    expect(await readlink(rig.state.current)).toBe(`archive/${name}/site`)
  })

  test('a snapshot is named, and neither pruned nor changed', async () => {
    const manifest = join(rig.state.archive, oldest, 'manifest.json')
    const text = await readFile(manifest, 'utf8')
    await writeFile(manifest, text.replace('"schema": 2', '"schema": 99'))
    const files = await readFiles(`archive/${oldest}`)
    expect((await aether('archive', 'list')).said).toMatch(new RegExp(`^${oldest}.*cannot be read`, 'm'))
    const verified = await aether('archive', 'verify')
    expect(verified).toMatchObject({ exitCode: 1 })
    expect(verified.said).toContain(
      'expected schema 1 or 2, found 99; use the version of Aether that wrote it',
    )
    expect((await aether('archive', 'prune')).exitCode).toBe(0)
    await rig.refresh()
    expect(await readFiles(`archive/${oldest}`)).toEqual(files)
  })

  test('lines of the history stay where they are', async () => {
    const line = '{"schema":99,"at":"2026-11-01T10:12:00Z","of":"tomorrow"}\n'
    for (const file of ['events.jsonl', 'totals.jsonl']) {
      await appendFile(join(rig.state.history, '2026-11', file), line)
    }
    await rig.refresh()
    await aether('archive', 'reindex')
    for (const file of ['events.jsonl', 'totals.jsonl']) {
      expect(await readFile(join(rig.state.history, '2026-11', file), 'utf8')).toContain(line)
    }
    expect((await rig.load()).problems.map(({ reason }) => reason).join()).toContain('99')
  })

  test('a baseline is done without: what is served takes its place', async () => {
    const baseline = await promisify(zstdCompress)(
      '{"schema": 99, "at": "2026-11-01T10:11:00Z", "known": {}}',
    )
    await writeFile(join(rig.state.history, 'baseline.json.zst'), baseline)
    await rig.refresh()
    expect(newest(await rig.events())).toMatchObject({ previous: '2026-11-01T10:11:00Z', notCompared: {} })
  })

  test('a data file ends the run with its name, and what is served stays', async () => {
    const file = join(rig.state.data, 'projects.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('"schema": 1', '"schema": 99'))
    const current = await readlink(rig.state.current)
    const refreshed = await aether('refresh', '--no-collect')
    expect(refreshed.exitCode).toBe(1)
    expect(refreshed.said).toContain('projects.json, line 1: expected schema 1, found 99')
    expect(await readlink(rig.state.current)).toBe(current)
  })
})
