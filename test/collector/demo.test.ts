import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BuildOptions } from '../../collector/build.ts'
import { runDemo } from '../../collector/demo.ts'
import { silentProgress } from '../../collector/progress.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { type History, loadHistory } from '../../src/lib/history.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const NOW = '2026-11-22T06:11:00Z'
const DAY = 86_400_000

test(
  'shows sixty days, eight of them with a site that knows what was before it',
  { timeout: 300_000 },
  async () => {
    const seen: History[] = []
    const state = await runDemo(
      {
        stateDir: join(await makeTemporaryFolder('demo'), 'state'),
        config: defaultConfig,
        hosts: 4,
        servers: 40,
        volumes: 20,
        verbose: false,
        progress: silentProgress,
        clock: () => new Date(NOW),
      },
      async ({ outDir, history }: BuildOptions) => {
        seen.push(await loadHistory(history?.folder ?? null, history?.entry ?? null))
        await mkdir(outDir)
        await writeFile(join(outDir, 'index.html'), 'site')
      },
    )
    const names = (await readdir(state.archive)).filter((name) => name.endsWith('Z')).toSorted()
    expect(names).toHaveLength(8)
    expect(names.at(-1)).toBe('2026-11-22T061100Z')
    // Of the last two months: all that a snapshot tells.
    expect(seen.map(({ changes }) => changes.length)).toEqual([1, 16, 28, 35, 39, 41, 42, 43])
    const last = seen.at(-1)
    expect(last?.problems).toEqual([])
    expect(last?.daily[0]?.at).toBe(new Date(Date.parse(NOW) - 60 * DAY).toISOString().replace('.000', ''))
    expect(last?.daily).toHaveLength(46)
    const kinds = new Set(
      seen.flatMap(({ changes }) =>
        changes.flatMap(({ events }) => events.map(({ subject, kind }) => `${subject} ${kind}`)),
      ),
    )
    for (const kind of [
      'instance created',
      'instance deleted',
      'instance moved',
      'volume attached',
      'reservation set',
    ])
      expect(kinds).toContain(kind)
  },
)
