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

/** What is wrong or unknown here is dropped. */
export function parseFindLink(search: string, file: Pick<PlanningFile, 'flavors' | 'hosts'>): FindForm {
  const parameters = new URLSearchParams(search)
  const flavorId = parameters.get('flavor')
  const tier = parameters.get('tier')
  const zone = parameters.get('zone')
  const size = (name: string, usual: number | null): number | null => {
    const value = Number(parameters.get(name) ?? Number.NaN)
    return Number.isFinite(value) && value >= 0 ? value : usual
  }
  const count = (name: string, usual: number | null): number | null => {
    const value = Number(parameters.get(name) ?? Number.NaN)
    return Number.isSafeInteger(value) && value >= 1 ? value : usual
  }
  return {
    flavorId: file.flavors.some(({ id }) => id === flavorId) ? flavorId : null,
    vcpus: count('vcpu', USUAL_FORM.vcpus),
    ramGib: size('ram', USUAL_FORM.ramGib),
    diskGib: size('disk', USUAL_FORM.diskGib),
    count: count('count', USUAL_FORM.count),
    cpus: KINDS.find((kind) => kind === parameters.get('cpus')) ?? USUAL_FORM.cpus,
    tier: file.hosts.some(({ tiers }) => tier !== null && tiers.includes(tier)) ? tier : null,
    zone: file.hosts.some((host) => zone !== null && host.zone === zone) ? zone : null,
    rules: parseRules(parameters.get('use'), []),
  }
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
  const amounts = Object.entries({ VCPU: vcpus, MEMORY_MB: ramGib * 1024, DISK_GB: diskGib })
  const resources = Object.fromEntries(amounts.filter(([, amount]) => amount > 0))
  return { need: makeNeed(resources, {}), cpus: form.cpus, count, tier, zone, rules }
}
