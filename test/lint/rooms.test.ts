import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

interface Sample {
  file: string
  source: string
}

/** What the table of docs/architecture.md forbids, one import each. */
const forbidden: Sample[] = [
  { file: 'src/lib/files/a.ts', source: "import { readFileSync } from 'node:fs'" },
  { file: 'src/lib/files/b.ts', source: "import { defineConfig } from 'astro/config'" },
  { file: 'src/lib/files/c.ts', source: "import { deriveCloud } from '../cloud.ts'" },
  { file: 'src/lib/files/d.ts', source: "import { loadSnapshot } from '../snapshot.ts'" },
  { file: 'src/lib/snapshot.ts', source: "import { deriveCapacity } from './capacity.ts'" },
  { file: 'src/lib/history.ts', source: "import { Page } from '../components/layout/page.ts'" },
  { file: 'src/lib/e.ts', source: "import { readFile } from 'node:fs/promises'" },
  { file: 'src/lib/f.ts', source: "import { z } from 'zod'" },
  { file: 'src/lib/g.ts', source: "import { parse } from 'csv-parse/sync'" },
  { file: 'src/lib/h.ts', source: "import { parseConfig } from './files/config.ts'" },
  { file: 'src/lib/i.ts', source: 'export const title = document.title' },
  { file: 'src/lib/j.ts', source: "import { collect } from '../../collector/collect.ts'" },
  { file: 'src/lib/table/k.ts', source: "import { TabulatorFull } from 'tabulator-tables'" },
  { file: 'src/lib/chart/l.ts', source: "import { readFileSync } from 'node:fs'" },
  { file: 'src/components/islands/M.tsx', source: "import { z } from 'zod'" },
  { file: 'src/components/islands/N.tsx', source: "import { Chart } from 'chart.js'" },
  { file: 'src/components/islands/O.tsx', source: "import 'tabulator-tables'" },
  { file: 'src/components/islands/P2.tsx', source: "import { createGrid } from './table/grid.ts'" },
  { file: 'src/components/islands/P.tsx', source: "import { createHash } from 'node:crypto'" },
  { file: 'src/components/islands/Q.tsx', source: "import { loadSnapshot } from '../../lib/snapshot.ts'" },
  {
    file: 'src/components/ui/R.astro',
    source: "---\nimport { loadSnapshot } from '../../lib/snapshot.ts'\n---",
  },
  { file: 'src/pages/s.astro', source: "---\nimport { collect } from '../../collector/collect.ts'\n---" },
  { file: 'src/pages/t.json.ts', source: "import { collect } from '../../collector/collect.ts'" },
  { file: 'collector/u.ts', source: "import { loadSite } from '../src/pages/_site.ts'" },
  { file: 'collector/v.ts', source: "import { toOptions } from '../src/components/options.ts'" },
]

/** What the table allows and a rule that is too eager would stop. */
const allowed: Sample[] = [
  { file: 'src/lib/files/a.ts', source: "import { z } from 'zod'\nexport const schema = z.string()" },
  { file: 'src/lib/b.ts', source: "export type { Flavor } from './files/flavors.ts'" },
  { file: 'src/lib/snapshot.ts', source: "export { readFile } from 'node:fs/promises'" },
  { file: 'src/lib/history.ts', source: "export { parseAio } from './files/aio.ts'" },
  { file: 'src/lib/c.ts', source: "export { formatCount } from './units.ts'" },
  { file: 'src/components/islands/D.tsx', source: "export const load = () => import('chart.js')" },
  { file: 'src/components/islands/D2.tsx', source: "export const load = () => import('./table/grid.ts')" },
  { file: 'src/components/islands/table/grid.ts', source: "export { Tabulator } from 'tabulator-tables'" },
  { file: 'src/components/islands/E.tsx', source: "export type { Chart } from 'chart.js'" },
  { file: 'src/pages/f.json.ts', source: "export { loadSnapshot } from '../lib/snapshot.ts'" },
  { file: 'collector/g.ts', source: "export { serialiseAio } from '../src/lib/files/aio.ts'" },
  { file: 'collector/h.ts', source: "export { execa } from 'execa'" },
]

const project = join(import.meta.dirname, '../..')
const trees: string[] = []

/** Lints one tree of samples and returns the files that broke an import or globals rule. */
async function lint(samples: Sample[]): Promise<Set<string>> {
  const tree = await mkdtemp(join(tmpdir(), 'aether-lint-'))
  trees.push(tree)
  await copyFile(join(project, '.oxlintrc.json'), join(tree, '.oxlintrc.json'))
  for (const { file, source } of samples) {
    await mkdir(dirname(join(tree, file)), { recursive: true })
    await writeFile(join(tree, file), `${source}\n`)
  }
  const oxlint = join(project, 'node_modules/.bin/oxlint')
  const { stdout } = await execa(oxlint, ['-f', 'json', '.'], { cwd: tree, reject: false })
  const report = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] }
  return new Set(report.diagnostics.filter((d) => d.code.includes('no-restricted')).map((d) => d.filename))
}

describe('the import table', () => {
  let broken: Set<string>
  let falselyBroken: Set<string>

  beforeAll(async () => {
    broken = await lint(forbidden)
    falselyBroken = await lint(allowed)
  })

  afterAll(async () => {
    for (const tree of trees) await rm(tree, { recursive: true })
  })

  test.each(forbidden)('stops $source in $file', ({ file }) => {
    expect(broken).toContain(file)
  })

  test.each(allowed)('lets $source pass in $file', ({ file }) => {
    expect(falselyBroken).not.toContain(file)
  })

  test('has no disabling comment anywhere', async () => {
    for (const room of ['src', 'collector']) {
      for (const file of await readdir(join(project, room), { recursive: true })) {
        if (!/\.(ts|tsx|js|astro)$/.test(file)) continue
        const text = await readFile(join(project, room, file), 'utf8')
        expect(text, file).not.toMatch(/(oxlint|eslint)-disable.*no-restricted/)
      }
    }
  })
})
