/** A draft as what makes it true: commands, a file to import, or the whole new reserved.json. */
import type { Host } from '../cloud-model.ts'
import { quoteShell } from '../planning/plan-commands.ts'
import { changeDocument, formatReserved, type ReservedDocument } from '../reserved-document.ts'
import { type Draft, type DraftEntry, entryOf, isSameEntry, NO_ENTRY } from './draft.ts'
import { describeShortage } from './draft-words.ts'

/** `aether reserve` lines for the hosts that there are, in the order of the draft; only what is another is set. */
export function draftCommands(draft: Draft, collected: readonly Host[], drafted: readonly Host[]): string {
  const before = new Map(collected.map((host) => [host.name, host]))
  const after = new Map(drafted.map((host) => [host.name, host]))
  return draft
    .flatMap(({ host, entry }) => {
      const [old, changed] = [before.get(host), after.get(host)]
      return old && changed ? [commandOf(old, changed, entry)] : []
    })
    .map((line) => `${line}\n`)
    .join('')
}

function commandOf(collected: Host, drafted: Host, entry: DraftEntry): string {
  const { name } = collected
  if (isSameEntry(entry, NO_ENTRY)) return `aether reserve clear ${quoteShell(name)}`
  const before = entryOf(collected.reservation)
  const options: string[] = []
  if (entry.vcpus !== before.vcpus) options.push(`--cpu ${entry.vcpus}`)
  if (entry.memoryMb !== before.memoryMb) options.push(`--ram ${entry.memoryMb / 1024}`)
  for (const key of ['purpose', 'owner', 'until'] as const) {
    if (entry[key] !== before[key]) options.push(textOption(key, entry[key]))
  }
  const asked = describeShortage(drafted).filter(
    ({ field }) => collected.spare || entry[field] !== before[field],
  )
  if (asked.length > 0) options.push('--force')
  return `aether reserve set ${quoteShell(name)} ${options.join(' ')}`
}

/** A text that begins as an option has to be bound to its own. */
function textOption(name: string, text: string): string {
  return text.startsWith('-') ? `--${name}=${quoteShell(text)}` : `--${name} ${quoteShell(text)}`
}

/** What `aether reserve import` takes: the drafted hosts alone, null where one is cleared. */
export function draftImport(draft: Draft): string {
  const entries = draft.map(({ host, entry }) => [host, importEntry(entry)])
  return formatReserved(Object.fromEntries(entries))
}

function importEntry(entry: DraftEntry): Record<string, string> | null {
  if (isSameEntry(entry, NO_ENTRY)) return null
  return {
    CPU: entry.vcpus === 0 ? '' : String(entry.vcpus),
    RAM: entry.memoryMb === 0 ? '' : String(entry.memoryMb / 1024),
    Kebutuhan: entry.purpose,
    Owner: entry.owner,
    Until: entry.until,
  }
}

/** The whole file with the draft in it; `document` is the one that was collected beside, with all that it holds. */
export function draftDocument(document: ReservedDocument, draft: Draft): string {
  return formatReserved(
    draft.reduce(
      (changed, { host, entry }) =>
        changeDocument(changed, host, isSameEntry(entry, NO_ENTRY) ? null : entry),
      document,
    ),
  )
}
