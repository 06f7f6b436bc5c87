/**
 * Changes to reserved.json that lose nothing: hosts, members and entries that nobody here understands stay as they are. Used
 * by `aether reserve` and by the draft in the browser.
 */

/** The file's entries by host, as they were read. */
export type ReservedDocument = Readonly<Record<string, unknown>>

/** What is to be written of one host's reservation; what is left out stays. */
export interface EntryChange {
  vcpus?: number
  /** MiB; the file has GiB. */
  memoryMb?: number
  purpose?: string
  /** '' takes the owner away. */
  owner?: string
  /** `2027-03-31`; '' takes the end away. */
  until?: string
}

/** Texts for numbers and '' for none, as the earlier tool writes them. */
function writeEntry(entry: unknown, change: EntryChange): Record<string, unknown> {
  const { vcpus, memoryMb, purpose, owner, until } = change
  const old = typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry : {}
  const written = new Map<string, unknown>(Object.entries({ CPU: '', RAM: '', Kebutuhan: '', ...old }))
  if (vcpus !== undefined) written.set('CPU', vcpus === 0 ? '' : String(vcpus))
  if (memoryMb !== undefined) written.set('RAM', memoryMb === 0 ? '' : String(memoryMb / 1024))
  if (purpose !== undefined) written.set('Kebutuhan', purpose)
  for (const [key, value] of [
    ['Owner', owner],
    ['Until', until],
  ] as const) {
    if (value === '') written.delete(key)
    else if (value !== undefined) written.set(key, value)
  }
  return Object.fromEntries(written)
}

/** The document with one host's reservation changed, or taken away where the change is null. */
export function changeDocument(
  document: ReservedDocument,
  host: string,
  change: EntryChange | null,
): ReservedDocument {
  const entries = new Map(Object.entries(document))
  if (change === null) entries.delete(host)
  else entries.set(host, writeEntry(entries.get(host), change))
  return Object.fromEntries(entries)
}

/** Indented by four, as the earlier tool does. */
export function formatReserved(document: ReservedDocument): string {
  return `${JSON.stringify(document, null, 4)}\n`
}
