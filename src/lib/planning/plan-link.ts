/**
 * A plan as part of a page's address: `?from=cmp01&to=cmp02&use=spares#move=cmp02*1f0c7a52*90ab31fe`. The moves stand behind the `#`,
 * which no server is sent: hundreds of them are longer than what servers take (nginx: 8 KiB for a line of the request).
 */
import type { Move, Plan } from './plan.ts'
import type { PlanningCloud } from './planning-cloud.ts'
import { STRICT, type PlanningHost, type PlanningRules } from './planning-model.ts'

/** Everything that the planner's page shows. */
export interface PlanView {
  from: PlanningHost | null
  /** Where servers may go; none chosen is any host. */
  to: readonly PlanningHost[]
  rules: PlanningRules
  plan: Plan
}

const NAMES = ['from', 'to', 'use', 'move']
/** Eight digits of a UUID are a thousand times more than a large cloud needs; a longer prefix where they are not enough. */
const LEAST_PREFIX = 8
/** Neither in slugs nor in UUIDs, and nothing that addresses escape. */
const SEPARATOR = '*'
const USES = { reserved: 'useReserved', spares: 'useSpares', zones: 'otherZones' } as const

type Address = Pick<URL, 'search' | 'hash'>

/** What is damaged or gone is left out, and said in one sentence each. Moves before the `#` are read as well: links had them there. */
export function parsePlanLink(
  { search, hash }: Address,
  cloud: PlanningCloud,
): { view: PlanView; dropped: string[] } {
  const parameters = new URLSearchParams(search)
  const behind = new URLSearchParams(hash.slice(1))
  const dropped: string[] = []
  const hostOf = (slug: string): PlanningHost[] => {
    const host = cloud.hostBySlug(slug)
    if (host) return [host]
    dropped.push(`There is no host "${slug}".`)
    return []
  }
  const [from = null] = (parameters.get('from') ?? '').split(SEPARATOR).filter(Boolean).flatMap(hostOf)
  const to = [...new Set((parameters.get('to') ?? '').split(SEPARATOR).filter(Boolean).flatMap(hostOf))]
  const rules = parseRules(parameters.get('use'), dropped)
  const moves = new Map<string, Move>()
  for (const run of [...parameters.getAll('move'), ...behind.getAll('move')]) {
    const [slug = '', ...prefixes] = run.split(SEPARATOR)
    const [host] = hostOf(slug)
    if (!host) continue
    for (const prefix of prefixes) {
      const ids = prefix === '' ? [] : cloud.idsFrom(prefix)
      const [id] = ids
      if (ids.length > 1) dropped.push(`More than one instance has an id that begins with "${prefix}".`)
      else if (id === undefined) dropped.push(`There is no instance whose id begins with "${prefix}".`)
      else if (moves.has(id)) dropped.push(`The instance "${prefix}" is moved twice; the first move counts.`)
      else moves.set(id, { instanceId: id, host: host.name })
    }
  }
  return { view: { from, to, rules, plan: { moves: [...moves.values()] } }, dropped }
}

/** Is this what stands behind the `#` of a plan, and not an anchor of the page? */
export function isPlanHash(hash: string): boolean {
  return hash === '' || hash === '#' || hash.startsWith('#move=')
}

/** The page's `?...#...` with this view in it; other parameters stay. */
export function serialisePlanLink(view: PlanView, cloud: PlanningCloud, search: string): string {
  const parameters = new URLSearchParams(search)
  for (const name of NAMES) parameters.delete(name)
  if (view.from) parameters.set('from', view.from.slug)
  if (view.to.length > 0) parameters.set('to', view.to.map(({ slug }) => slug).join(SEPARATOR))
  const behind = new URLSearchParams()
  const uses = serialiseRules(view.rules)
  if (uses !== '') parameters.set('use', uses)
  for (const run of runsOf(view.plan.moves)) {
    const slug = cloud.host(run[0]?.host ?? '')?.slug ?? ''
    const prefixes = run.map(({ instanceId }) => shortestPrefix(instanceId, cloud))
    behind.append('move', [slug, ...prefixes].join(SEPARATOR))
  }
  const [query, hash] = [parameters.toString(), behind.toString()]
  return (query && `?${query}`) + (hash && `#${hash}`)
}

/** `use=spares*zones`; words that mean nothing here are named in `dropped`. */
export function parseRules(text: string | null, dropped: string[]): PlanningRules {
  const rules = { ...STRICT }
  for (const word of (text ?? '').split(SEPARATOR).filter(Boolean)) {
    const rule = Object.entries(USES).find(([name]) => name === word)?.[1]
    if (rule) rules[rule] = true
    else dropped.push(`"${word}" is nothing that a plan can use.`)
  }
  return rules
}

export function serialiseRules(rules: PlanningRules): string {
  return Object.entries(USES)
    .flatMap(([word, rule]) => (rules[rule] ? word : []))
    .join(SEPARATOR)
}

/** Moves that follow each other to the same host. */
function runsOf(moves: readonly Move[]): Move[][] {
  const runs: Move[][] = []
  for (const move of moves) {
    const last = runs.at(-1)
    if (last?.[0]?.host === move.host) last.push(move)
    else runs.push([move])
  }
  return runs
}

function shortestPrefix(id: string, cloud: PlanningCloud): string {
  for (let length = LEAST_PREFIX; length < id.length; length += 4) {
    const prefix = id.slice(0, length)
    if (cloud.idsFrom(prefix).length === 1) return prefix
  }
  return id
}
