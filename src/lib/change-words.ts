/** What an event says, in words: the Changes page, the timelines, the feed and Overview read the same. */
import type { ChangeSubject } from './change-kinds.ts'
import { formatChangeValue, nameChangeField } from './change-values.ts'
import type { ChangeEvent } from './files/history-events.ts'
import { shortenId } from './shorten-id.ts'
import { formatMemoryMb, formatVcpu } from './units.ts'

type Fields = ChangeEvent['fields']
type Side = 'from' | 'to'
/** Null where the event's fields do not say enough, and the kind's own word has to do. */
type Wording = (event: ChangeEvent) => string | null

const COMMON: Record<string, Wording> = {
  status: ({ fields }) => fromTo('Status changed', fields, 'status'),
  renamed: ({ fields }) => fromTo('Renamed', fields, 'name'),
  project: ({ fields }) => fromTo('Project changed', fields, 'project'),
}

const WORDINGS: Record<ChangeSubject, Record<string, Wording>> = {
  instance: {
    ...COMMON,
    created: ({ host, fields }) => `Created${host === null ? '' : ` on ${host}`}${sized(fields, 'to')}`,
    deleted: ({ host, fields }) => `Deleted${host === null ? '' : ` from ${host}`}${sized(fields, 'from')}`,
    resized: ({ fields }) => describeResize(fields),
    moved: ({ fields }) => describeMove(fields['host']),
    rebuilt: ({ fields }) => fromTo('Rebuilt', fields, 'imageName'),
  },
  volume: {
    ...COMMON,
    created: ({ fields }) => withValue('Created with', fields, 'sizeGib', 'to'),
    deleted: ({ fields }) => withValue('Deleted with', fields, 'sizeGib', 'from'),
    extended: ({ fields }) => fromTo('Extended', fields, 'sizeGib'),
    attached: ({ fields }) => describeAttachment('Attached to', fields, 'to'),
    detached: ({ fields }) => describeAttachment('Detached from', fields, 'from'),
    retyped: ({ fields }) => fromTo('Type changed', fields, 'type'),
  },
  host: {
    state: ({ fields }) => fromTo('State changed', fields, 'state'),
    enabled: ({ fields }) => (fields['enabled']?.to === true ? 'Enabled' : 'Disabled'),
    ratio: ({ fields }) => describeEach(fields),
    capacity: ({ fields }) => describeEach(fields),
  },
  flavor: {
    created: ({ fields }) => `Created${sized(fields, 'to')}`,
    deleted: ({ fields }) => `Deleted${sized(fields, 'from')}`,
    changed: ({ fields }) => describeEach(fields),
  },
  reservation: {
    set: ({ fields }) => describeReservation('Reserved', fields, 'to'),
    changed: ({ fields }) => describeEach(fields),
    cleared: ({ fields }) => describeReservation('Cleared', fields, 'from'),
  },
}

/** "Moved from cmp01 to cmp02", "Extended from 10 GiB to 20 GiB": plain text, which may hold strangers' names. */
export function describeChange(event: ChangeEvent): string {
  return WORDINGS[event.subject][event.kind]?.(event) ?? capitalise(event.kind)
}

/** A vCPU is written so at the begin of a sentence, too. */
export function capitalise(text: string): string {
  return text.startsWith('vCPU') ? text : text.charAt(0).toUpperCase() + text.slice(1)
}

function fromTo(verb: string, fields: Fields, name: string): string | null {
  const field = fields[name]
  return field
    ? `${verb} from ${formatChangeValue(name, field.from)} to ${formatChangeValue(name, field.to)}`
    : null
}

function withValue(verb: string, fields: Fields, name: string, side: Side): string | null {
  const value = fields[name]?.[side]
  return value === undefined || value === null ? null : `${verb} ${formatChangeValue(name, value)}`
}

/** ", m1.small (2 vCPU, 4 GiB)" */
function sized(fields: Fields, side: Side): string {
  const flavor = fields['flavorName']?.[side]
  const sizes = formatSizes(fields, side).join(', ')
  if (!flavor) return sizes === '' ? '' : `, ${sizes}`
  return `, ${flavor}${sizes === '' ? '' : ` (${sizes})`}`
}

function formatSizes(fields: Fields, side: Side): string[] {
  const [vcpus, memoryMb] = [fields['vcpus']?.[side], fields['memoryMb']?.[side]]
  return [
    ...(typeof vcpus === 'number' && vcpus !== 0 ? [formatVcpu(vcpus)] : []),
    ...(typeof memoryMb === 'number' && memoryMb !== 0 ? [formatMemoryMb(memoryMb)] : []),
  ]
}

/** The flavor's name, and the sizes that differ with it. */
function describeResize({ flavorName, ...sizes }: Fields): string | null {
  const figures = describeEach(sizes)
  if (!flavorName) return figures && `Resized: ${figures}`
  const flavors = `Resized from ${flavorName.from ?? 'none'} to ${flavorName.to ?? 'none'}`
  return figures === null ? flavors : `${flavors}: ${figures}`
}

function describeMove(host: Fields[string] | undefined): string | null {
  if (!host) return null
  if (host.from === null) return `Placed on ${host.to}`
  return host.to === null ? `Taken off ${host.from}` : `Moved from ${host.from} to ${host.to}`
}

function describeAttachment(verb: string, { server, serverId }: Fields, side: Side): string | null {
  const [name, id] = [server?.[side], serverId?.[side]]
  return typeof id === 'string' ? `${verb} ${name || shortenId(id)}` : null
}

/** "vCPU from 4 to 8, RAM from 8 GiB to 16 GiB" */
function describeEach(fields: Fields): string | null {
  const parts = Object.keys(fields).flatMap((name) => fromTo(nameChangeField(name), fields, name) ?? [])
  return parts.length === 0 ? null : capitalise(parts.join(', '))
}

function describeReservation(verb: string, fields: Fields, side: Side): string {
  const sizes = formatSizes(fields, side).join(' and ')
  const purpose = fields['purpose']?.[side]
  return `${verb}${sizes === '' ? '' : ` ${sizes}`}${purpose ? ` for ${purpose}` : ''}`
}
