import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unquoteCss } from '../../src/lib/css-string.ts'
import type { SnapshotFacts } from '../../src/lib/snapshot-sheet.ts'

/** What a built site's snapshot.css tells its pages. */
export interface ToldSheet {
  facts: SnapshotFacts
  /** '' where there is nothing to say. */
  told(name: string): string
  /** Whether what tells of `name` is left out of sight. */
  isSilent(name: string): boolean
}

export async function readSnapshotSheet(site: string): Promise<ToldSheet> {
  return openSheet(await readFile(join(site, 'snapshot.css'), 'utf8'))
}

export function openSheet(sheet: string): ToldSheet {
  const property = (name: string) =>
    unquoteCss(new RegExp(`--${name}:(".*?")[;}]`, 's').exec(sheet)?.[1] ?? '')
  const silent = /:is\((.*)\)\{display:none!important\}/.exec(sheet)?.[1]?.split(',') ?? []
  return {
    facts: JSON.parse(property('snapshot')) as SnapshotFacts,
    told: (name) => property(`told-${name}`),
    isSilent: (name) => silent.includes(`[data-tells="${name}"]`),
  }
}
