import { mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { countFiles } from '../../../src/lib/files/manifest.ts'
import { formatBytes, formatCount } from '../../../src/lib/units.ts'
import { readManifest } from '../../store/manifest.ts'
import { readCurrentRelease } from '../../store/releases.ts'
import type { StatePaths } from '../../store/state.ts'
import type { Check, DoctorContext } from '../check.ts'
import { type Finding, ok, problem, warning } from '../finding.ts'

export interface DiskSpace {
  freeBytes: number
  /** Null where the file system has no fixed number of files. */
  freeFiles: number | null
}

/** What a first collection and a site of a middle-sized cloud take. */
const LEAST = { bytes: 200 * 1024 ** 2, files: 5000 }
/** So many runs to come shall fit, lest a weekend is too long. */
const RUNS_AHEAD = 24

export const diskCheck: Check = { name: 'disk', run: (context) => checkDisk(context) }

export async function checkDisk(
  { settings }: Pick<DoctorContext, 'settings'>,
  readSpace = readDiskSpace,
): Promise<Finding[]> {
  const { root } = settings.state
  const writable = await checkWritable(root)
  if (writable.state === 'problem') return [writable]
  const need = await estimateRun(settings.state)
  const { freeBytes, freeFiles } = await readSpace(await findExisting(root))
  const figures = `${formatBytes(freeBytes)} and ${freeFiles === null ? 'any number of' : formatCount(freeFiles)} files are free`
  const runs = Math.min(freeBytes / need.bytes, (freeFiles ?? Number.POSITIVE_INFINITY) / need.files)
  const remedy = 'Make room, move stateDir, or keep fewer snapshots (docs/archive.md).'
  if (runs < 1) return [writable, problem(`The next run may not fit: ${figures}`, root, remedy)]
  if (runs < RUNS_AHEAD) {
    return [writable, warning(`Room for about ${Math.floor(runs)} more runs: ${figures}`, root, remedy)]
  }
  return [
    writable,
    ok(
      figures.replace(/^./, (letter) => letter.toUpperCase()),
      root,
    ),
  ]
}

async function checkWritable(root: string): Promise<Finding> {
  const folder = await findExisting(root)
  try {
    if (!(await stat(folder)).isDirectory()) {
      return problem('The state folder is no folder', folder, 'Correct stateDir in aether.yaml.')
    }
    const trial = await mkdtemp(join(folder, '.doctor-'))
    try {
      await writeFile(join(trial, 'file'), 'x')
    } finally {
      await rm(trial, { recursive: true })
    }
    return ok(folder === root ? 'The state folder can be written' : 'The state folder can be made', root)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return problem(
      `The state folder cannot be written: ${reason}`,
      root,
      `Let the user of Aether write ${folder}, or set stateDir.`,
    )
  }
}

/** The folder, or the nearest above it that is there. */
async function findExisting(path: string): Promise<string> {
  const there = await stat(path).catch(() => null)
  return there || dirname(path) === path ? path : findExisting(dirname(path))
}

/** As the newest snapshot, data folder and copy included. */
async function estimateRun(state: StatePaths): Promise<{ bytes: number; files: number }> {
  const name = await readCurrentRelease(state.root)
  const manifest = name === null ? null : await readManifest(join(state.archive, name))
  if (!manifest) return LEAST
  return {
    bytes: Math.max(1, manifest.siteBytes + 2 * manifest.dataBytes),
    files: Math.max(1, countFiles(manifest)),
  }
}

export async function readDiskSpace(path: string): Promise<DiskSpace> {
  const { bavail, bsize, files, ffree } = await statfs(path)
  return { freeBytes: bavail * bsize, freeFiles: files === 0 ? null : ffree }
}
