import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSite } from '../../collector/build.ts'
import { summariseData } from '../../collector/data-summary.ts'
import { silentProgress } from '../../collector/progress.ts'
import { parseAio, serialiseAio } from '../../src/lib/files/aio.ts'
import { parseMeta, serialiseMeta } from '../../src/lib/files/meta.ts'

const LATER = '2026-11-22T08:11:00Z'
/** Of so many instances the status is another one, spread over the cloud. */
const CHANGED = [0, 10]

export interface UnchangedFigures {
  changed: number
  /** Seconds of a build of the same data that takes nothing over, in turn with one that does. */
  full: number[]
  reusing: number[]
}

/** Builds a collection two hours after the one that `site` was built from, in which almost nothing differs. */
export async function measureUnchanged(
  data: string,
  site: string,
  repeats: number,
): Promise<UnchangedFigures[]> {
  const root = await mkdtemp(join(tmpdir(), 'aether-unchanged-'))
  try {
    const all: UnchangedFigures[] = []
    for (const changed of CHANGED) {
      const dataDir = join(root, `data-${changed}`)
      await cp(data, dataDir, { recursive: true, preserveTimestamps: true })
      await age(dataDir, changed)
      const figures: UnchangedFigures = { changed, full: [], reusing: [] }
      for (let run = 0; run < repeats; run++) {
        figures.full.push(await timeBuild(dataDir, join(root, 'full'), null))
        figures.reusing.push(await timeBuild(dataDir, join(root, 'reusing'), site))
      }
      all.push(figures)
    }
    return all
  } finally {
    await rm(root, { recursive: true })
  }
}

async function age(dataDir: string, changed: number): Promise<void> {
  const [aio, meta] = [join(dataDir, 'aio.csv'), join(dataDir, 'meta.json')]
  const instances = parseAio(await readFile(aio, 'utf8')).value
  const step = Math.ceil(instances.length / Math.max(1, changed))
  const edited = instances.map((instance, index) =>
    changed > 0 && index % step === 0 ? { ...instance, status: 'SHUTOFF' } : instance,
  )
  await writeFile(aio, serialiseAio(edited))
  // The sizes in it are of the files as they were collected.
  const { value } = parseMeta(await readFile(meta, 'utf8'))
  await writeFile(meta, serialiseMeta({ ...value, collectedAt: LATER, files: {} }))
}

/** As a refresh builds, without its check of the data. */
async function timeBuild(dataDir: string, outDir: string, previousSite: string | null): Promise<number> {
  const summary = await summariseData(dataDir)
  await rm(outDir, { recursive: true, force: true })
  const begin = performance.now()
  const options = { configFile: null, builtAt: LATER, verbose: false, progress: silentProgress }
  await buildSite({ ...options, dataDir, summary, outDir, previousSite, archived: true })
  return (performance.now() - begin) / 1000
}
