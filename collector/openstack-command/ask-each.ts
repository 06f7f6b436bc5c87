import type { JsonRecord } from '../openstack/json.ts'
import { asRecord } from '../openstack/json.ts'
import type { OpenstackCommand } from './client.ts'

/** What is asked of one thing: commands whose words hold no blanks. */
export interface Question {
  id: string
  commands: readonly (readonly string[])[]
}

export interface Answers {
  /** By id: one document for each command. */
  answers: Map<string, unknown[]>
  /** By id: why a question has no answer, in what the command said. */
  failures: Map<string, string>
}

/** Commands for one process: it takes a second to start, and several commands a second from then on. */
const COMMANDS_AT_ONCE = 25

/** Said where the command itself says nothing. */
export const EARLY_END = 'it ended early; does what stands before it pass on its input (docker exec -i)?'

/** It answers at once and without the cloud, and tells the answers before it from those behind it. */
const SEPARATOR = 'command list --group openstack.cli -f json'

/**
 * Asks the same of many things, many of them in one process. That reads a command a line, and splits it at every blank, quoted
 * or not; and `|`, `>` and `!` mean something to it: an id that is more than letters, digits, dots and dashes is not asked for.
 */
export async function askEach(
  openstack: OpenstackCommand,
  questions: readonly Question[],
  options: readonly string[] = [],
): Promise<Answers> {
  const result: Answers = { answers: new Map(), failures: new Map() }
  const askable = questions.filter(({ id, commands }) => {
    if (commands.flat().every((word) => /^[\w.=-]+$/.test(word))) return true
    result.failures.set(id, 'its id cannot be given to the command')
    return false
  })
  const perProcess = Math.max(1, Math.floor(COMMANDS_AT_ONCE / (askable[0]?.commands.length ?? 1)))
  const batches = Array.from({ length: Math.ceil(askable.length / perProcess) }, (_, index) =>
    askable.slice(index * perProcess, (index + 1) * perProcess),
  )
  await Promise.all(batches.map((batch) => askBatch(openstack, batch, options, result)))
  return result
}

async function askBatch(
  openstack: OpenstackCommand,
  batch: readonly Question[],
  options: readonly string[],
  { answers, failures }: Answers,
): Promise<void> {
  const lines = batch.flatMap(({ commands }) => [
    ...commands.map((words) => `${words.join(' ')} -f json`),
    SEPARATOR,
  ])
  const { documents, complaints } = await openstack.converse(lines, options)
  const parts = splitAtSeparators(documents)
  const last = complaints.at(-1) ?? EARLY_END
  for (const [index, { id, commands }] of batch.entries()) {
    const part = parts[index]
    if (part?.length === commands.length) answers.set(id, part)
    else failures.set(id, complaints.find((line) => line.includes(id)) ?? last)
  }
}

/** Without what stands behind the last separator, which is not whole. */
function splitAtSeparators(documents: readonly unknown[]): unknown[][] {
  const parts: unknown[][] = []
  let part: unknown[] = []
  for (const document of documents) {
    if (isSeparator(document)) {
      parts.push(part)
      part = []
    } else {
      part.push(document)
    }
  }
  return parts
}

function isSeparator(document: unknown): boolean {
  return Array.isArray(document) && 'Command Group' in asRecord(document[0])
}

/** `show` of each, by id. */
export async function showEach(
  openstack: OpenstackCommand,
  noun: readonly string[],
  ids: readonly string[],
  options: readonly string[] = [],
): Promise<{ shown: Map<string, JsonRecord>; failures: Map<string, string> }> {
  const questions = ids.map((id) => ({ id, commands: [[...noun, 'show', id]] }))
  const { answers, failures } = await askEach(openstack, questions, options)
  return { shown: new Map([...answers].map(([id, [document]]) => [id, asRecord(document)])), failures }
}

/** What `show` tells of each, where there are not too many of them; a sentence for those that it should have told of. */
export async function showSome(
  openstack: OpenstackCommand,
  noun: readonly string[],
  ids: readonly string[],
  options: readonly string[] = [],
): Promise<{ shown: Map<string, JsonRecord>; shortfall: string }> {
  if (ids.length > openstack.showAtMost) return { shown: new Map(), shortfall: '' }
  const { shown, failures } = await showEach(openstack, noun, ids, options)
  return { shown, shortfall: describeFailures(noun.join(' '), failures) }
}

/** A thing that is gone since it was listed is no fault. */
export function describeFailures(what: string, failures: ReadonlyMap<string, string>): string {
  const faults = [...failures].filter(([id, reason]) => !isGone(id, reason))
  const [first] = faults
  if (!first) return ''
  const others = faults.length === 1 ? '' : ` and ${faults.length - 1} more`
  return `"${what} show" did not answer for ${first[0]}${others}: ${first[1].slice(0, 200)}`
}

/** "No server with a name or ID of '...' exists.", "No Flavor found for ...", "No resource provider with uuid ... found" */
export function isGone(id: string, reason: string): boolean {
  return reason.includes(id) && /^No .+ (exists|found)/.test(reason)
}
