/** What is looked for as part of a page's address: `?vcpu=8&ram=16&count=3&tier=Shared+1:4&use=spares`, or `?flavor=ID`. */
import type { CpuKind, Wish } from './find-compute.ts'
import { makeNeed } from './need.ts'
import { parseRules, serialiseRules } from './plan-link.ts'
import type { PlanningFile } from './planning-file.ts'
import { STRICT, type PlanningRules } from './planning-model.ts'

/** The form, as it is filled in. Sizes that cannot be used are null. */
export interface FindForm {
  /** Its resources, traits and aggregates stand for those of the fields; null for a size of one's own. */
  flavorId: string | null
  vcpus: number | null
  ramGib: number | null
  diskGib: number | null
  count: number | null
  cpus: CpuKind
  tier: string | null
  zone: string | null
  rules: PlanningRules
}

export const USUAL_FORM: FindForm = {
  flavorId: null,
  vcpus: 4,
  ramGib: 8,
  diskGib: 0,
  count: 1,
  cpus: 'any',
  tier: null,
  zone: null,
  rules: STRICT,
}

const KINDS: readonly CpuKind[] = ['any', 'shared', 'dedicated']
const NAMES = ['flavor', 'vcpu', 'ram', 'disk', 'count', 'cpus', 'tier', 'zone', 'use']

type Read = <T>(name: string, find: (text: string) => T | undefined, usual: T, problem: string) => T

/** What is damaged or gone is left out, and said in one sentence each. */
export function parseFindLink(
  search: string,
  { flavors, hosts }: Pick<PlanningFile, 'flavors' | 'hosts'>,
): { form: FindForm; dropped: string[] } {
  const parameters = new URLSearchParams(search)
  const dropped: string[] = []
  const read: Read = (name, find, usual, problem) => {
    const text = parameters.get(name)
    if (text === null) return usual
    const value = find(text)
    if (value === undefined) dropped.push(`${problem} "${text}".`)
    return value ?? usual
  }
  const none = null as string | null
  const { vcpus, ramGib, diskGib, count, cpus } = USUAL_FORM
  const form = {
    flavorId: read('flavor', (text) => flavors.find(({ id }) => id === text)?.id, none, 'There is no flavor'),
    vcpus: read('vcpu', readCount, vcpus, 'vCPU must be a whole number of 1 or more, not'),
    ramGib: read('ram', readSize, ramGib, 'RAM must be GiB, 0 or more, not'),
    diskGib: read('disk', readSize, diskGib, 'Disk must be GiB, 0 or more, not'),
    count: read('count', readCount, count, 'The number of servers must be a whole number of 1 or more, not'),
    cpus: read('cpus', (text) => KINDS.find((kind) => kind === text), cpus, 'There is no kind of CPUs'),
    tier: read(
      'tier',
      (text) => hosts.flatMap(({ tiers }) => tiers).find((tier) => tier === text),
      none,
      'There is no tier',
    ),
    zone: read('zone', (text) => hosts.find(({ zone }) => zone === text)?.zone, none, 'There is no zone'),
    rules: parseRules(parameters.get('use'), dropped),
  }
  return { form, dropped }
}

function readCount(text: string): number | undefined {
  const value = readSize(text)
  return value !== undefined && Number.isSafeInteger(value) && value >= 1 ? value : undefined
}

function readSize(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && value >= 0 ? value : undefined
}

/** The page's `?...` with this form in it; nothing of it where it is the usual one. */
export function serialiseFindLink(form: FindForm, search: string): string {
  const parameters = new URLSearchParams(search)
  for (const name of NAMES) parameters.delete(name)
  const entries: [string, string | number | null, string | number | null][] = [
    ['flavor', form.flavorId, null],
    ['vcpu', form.vcpus, USUAL_FORM.vcpus],
    ['ram', form.ramGib, USUAL_FORM.ramGib],
    ['disk', form.diskGib, USUAL_FORM.diskGib],
    ['count', form.count, USUAL_FORM.count],
    ['cpus', form.cpus, USUAL_FORM.cpus],
    ['tier', form.tier, null],
    ['zone', form.zone, null],
    ['use', serialiseRules(form.rules), ''],
  ]
  for (const [name, value, usual] of entries) {
    if (value !== null && value !== usual) parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

/** What the form asks for; null while a field holds nothing that can be used. */
export function formWish(
  form: FindForm,
  { flavors, needs }: Pick<PlanningFile, 'flavors' | 'needs'>,
): Wish | null {
  const { vcpus, ramGib, diskGib, count, tier, zone, rules } = form
  if (count === null) return null
  const flavor = flavors.find(({ id }) => id === form.flavorId)
  const need = flavor && needs[flavor.need]
  if (need) return { need, cpus: null, count, tier, zone, rules }
  if (vcpus === null || ramGib === null || diskGib === null) return null
  // Placement knows whole MiB and whole GiB alone.
  const amounts = Object.entries({
    VCPU: vcpus,
    MEMORY_MB: Math.ceil(ramGib * 1024),
    DISK_GB: Math.ceil(diskGib),
  })
  const resources = Object.fromEntries(amounts.filter(([, amount]) => amount > 0))
  return { need: makeNeed(resources, {}), cpus: form.cpus, count, tier, zone, rules }
}
