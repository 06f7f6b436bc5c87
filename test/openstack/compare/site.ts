import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HOSTS } from '../rig/layout.ts'
import type { Fields, Records } from './difference.ts'

/** One document of the site's API. */
export async function readDocument(site: string, name: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(site, 'api/v1', `${name}.json`), 'utf8')) as Record<string, unknown>
}

/** The rows of a document that is a list, by a field of theirs. What is not known is left out of a row there, and null here. */
export async function readRows(site: string, name: string, key: string): Promise<Records> {
  const document = await readDocument(site, name)
  const rows = document[name] as Fields[]
  const withNulls = (row: Fields) =>
    new Proxy(row, { get: (target, field) => Reflect.get(target, field) ?? null })
  return new Map(rows.map((row) => [String(row[key]), withNulls(row)]))
}

/** The tiles of the Overview as a reader sees them: label -> figure. */
export async function readTiles(site: string): Promise<Map<string, string>> {
  const html = await readFile(join(site, 'index.html'), 'utf8')
  const tiles = html.matchAll(/<p class="label"[^>]*>(.*?)<\/p>\s*<p class="value"[^>]*>(.*?)<\/p>/gs)
  const text = (markup = '') => markup.replaceAll(/<[^>]+>/g, '').trim()
  return new Map([...tiles].map(([, label, value]) => [text(label), text(value)]))
}

interface Provider {
  name: string
  inventories: Record<string, { total: number; reserved: number; allocationRatio: number }>
  allocations: Record<string, Record<string, number>>
}

export interface HostFigures {
  vcpu: Figures
  memoryMb: Figures
}
interface Figures {
  capacity: number
  used: number
}

/** Capacity and use of every host, computed anew from what the `openstack` command says of its resource provider. */
export function computeHosts(providers: Records): Map<string, HostFigures> {
  const nodes = new Set(HOSTS.map((host) => host.node))
  const known = [...providers.values()].map((fields) => fields as unknown as Provider)
  return new Map(
    known
      .filter((provider) => nodes.has(provider.name))
      .map((provider) => [
        provider.name,
        { vcpu: compute(provider, 'VCPU'), memoryMb: compute(provider, 'MEMORY_MB') },
      ]),
  )
}

/** docs/capacity.md: floor((total - reserved) * ratio), and the sum of the allocations. */
function compute({ inventories, allocations }: Provider, resourceClass: string): Figures {
  const { total = 0, reserved = 0, allocationRatio = 1 } = inventories[resourceClass] ?? {}
  const held = Object.values(allocations).map((amounts) => amounts[resourceClass] ?? 0)
  return { capacity: Math.floor((total - reserved) * allocationRatio), used: sum(held) }
}

export function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
