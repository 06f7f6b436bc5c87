import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'

import type { FileReport, SourceReport } from '../../src/lib/model.ts'
import { CollectError } from '../errors.ts'
import type { Material } from '../material.ts'
import type { Output } from '../outputs.ts'
import type { SubjectName } from '../sources/reading.ts'
import type { Previous } from './previous.ts'

/** The site cannot be built without them. */
export const REQUIRED_FILES = ['aio.csv', 'allocation.txt']

export interface FileSet {
  /** What this run writes. As bytes, since a text takes twice the memory where one character is not Latin. */
  contents: Map<string, Buffer>
  reports: Record<string, FileReport>
  remove: string[]
}

export interface FileSetFacts {
  previous: Previous
  reports: readonly SourceReport[]
  /** ISO 8601 */
  startedAt: string
}

/**
 * The files of a run: new ones, and the last good ones of subjects that could not be read, marked as stale. A file whose
 * source was switched off is removed if an earlier run wrote it, and left alone if somebody else did. Throws CollectError
 * where a file that the site cannot do without would be missing.
 */
export async function makeFiles(
  outputs: readonly Output[],
  material: Material,
  facts: FileSetFacts,
): Promise<FileSet> {
  const set: FileSet = { contents: new Map(), reports: {}, remove: [] }
  for (const output of outputs) {
    await addFile(output, material, facts, set)
    // A turn for signals, and for the garbage of a large file.
    await setImmediate()
  }
  for (const file of REQUIRED_FILES) {
    if (set.reports[file]) continue
    const needs = outputs.find((output) => output.file === file)?.needs ?? []
    const failed = facts.reports.find(({ name }) => needs.some((need) => need === name))
    const reason = failed?.message || 'nothing that is switched on reads it'
    throw new CollectError(
      `Nothing was published, since there is no ${file} without the ${needs.join(', ')}: ${reason}`,
    )
  }
  return set
}

async function addFile(output: Output, material: Material, facts: FileSetFacts, set: FileSet): Promise<void> {
  const { file } = output
  const { previous } = facts
  const add = (name: string, text: string | Iterable<string>, note?: string) => {
    const content = toBytes(text)
    set.contents.set(name, content)
    set.reports[name] = describe(content, facts.startedAt, { stale: false, note })
  }
  const made = output.make(material)
  if (made !== null) {
    add(file, made, output.note?.(material))
    return
  }
  const kept = await previous.readText(file)
  if (kept !== null && isGone(output, facts.reports)) {
    if (previous.meta?.files[file]) set.remove.push(file)
    return
  }
  if (kept !== null && kept !== '' && (output.isGood?.(kept) ?? true)) {
    const note = previous.meta?.files[file]?.note
    set.reports[file] = describe(Buffer.from(kept), await previous.readTime(file), { stale: true, note })
    return
  }
  const instead = output.otherwise?.(material)
  if (instead !== undefined) add(file, instead)
}

/** Whether nothing that is switched on would write it. */
function isGone({ needs, helpedBy = [] }: Output, reports: readonly SourceReport[]): boolean {
  return (
    needs.some((need) => isNotRead(need, reports)) && helpedBy.every((helper) => isNotRead(helper, reports))
  )
}

function isNotRead(subject: SubjectName, reports: readonly SourceReport[]): boolean {
  const report = reports.find(({ name }) => name === subject)
  return !report || report.state === 'off' || report.state === 'absent'
}

function toBytes(text: string | Iterable<string>): Buffer {
  return typeof text === 'string'
    ? Buffer.from(text)
    : Buffer.concat(Array.from(text, (part) => Buffer.from(part)))
}

function describe(
  content: Buffer,
  asOf: string,
  { stale, note }: { stale: boolean; note: string | undefined },
): FileReport {
  return {
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    asOf,
    stale,
    ...(note !== undefined && { note }),
  }
}
