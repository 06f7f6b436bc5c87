import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type ArchivedSnapshot,
  type ArchivedTotals,
  openArchiveIndex,
  serialiseArchiveIndex,
  UNKNOWN_TOTALS,
} from '../../src/lib/archive-index.ts'
import { ENTRY_FILE, parseEntry } from '../../src/lib/files/history-entry.ts'
import { writeFileAtomically } from './atomic.ts'
import { readManifest } from './manifest.ts'
import { statePaths } from './state.ts'

/**
 * Writes which snapshots are kept, for archived pages to find their neighbours and for the page of the archive. However long the
 * archive is, only those are looked into that the index does not know yet, and `changed`, which may have been built anew.
 */
export async function writeIndex(
  stateDir: string,
  names: readonly string[],
  changed: string | null = null,
): Promise<void> {
  const { archive } = statePaths(stateDir)
  const file = join(archive, 'index.json')
  const known = new Map((await readIndex(file)).filter(isKnown).map(({ name, totals }) => [name, totals]))
  if (changed !== null) known.delete(changed)
  const snapshots: ArchivedSnapshot[] = []
  for (const name of names) {
    snapshots.push({ name, totals: known.get(name) ?? (await readTotals(join(archive, name))) })
  }
  await writeFileAtomically(file, serialiseArchiveIndex(snapshots))
}

async function readIndex(file: string): Promise<ArchivedSnapshot[]> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    return openArchiveIndex(JSON.parse(text)) ?? []
  } catch {
    return []
  }
}

function isKnown({ totals }: ArchivedSnapshot): boolean {
  return Object.values(totals).some((total) => total !== null)
}

/** A snapshot's entry of the history knows more than its manifest, but those of earlier versions have none. */
async function readTotals(folder: string): Promise<ArchivedTotals> {
  const manifest = await readManifest(folder)
  const { instances = null, hosts = null, projects = null, volumes = null } = manifest?.totals ?? {}
  const counts = { ...UNKNOWN_TOTALS, instances, hosts, projects, volumes }
  const text = await readFile(join(folder, ENTRY_FILE), 'utf8').catch(() => null)
  if (text === null) return counts
  try {
    const { total, storage } = parseEntry(text).value.totals
    return {
      ...counts,
      vcpuUsed: total.vcpu.used,
      vcpuCapacity: total.vcpu.capacity,
      memoryMbUsed: total.memoryMb.used,
      memoryMbCapacity: total.memoryMb.capacity,
      storageBytesUsed: storage?.usedBytes ?? null,
      storageBytesTotal: storage?.totalBytes ?? null,
    }
  } catch {
    return counts
  }
}
