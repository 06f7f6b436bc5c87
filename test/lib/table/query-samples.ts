/** What the tests of the query language look through. */
import { createRegexCompiler } from '../../../src/lib/table/regex-engine.ts'
import { createView } from '../../../src/lib/table/view.ts'
import { openSamples } from './sample.ts'

const GIB = 1024
export const table = openSamples([
  {
    name: 'web-01',
    status: 'ACTIVE',
    project: { text: 'shop', href: null },
    networks: [{ network: 'front', addresses: ['10.20.30.3', 'fd00::5'] }],
    vcpu: 2,
    ram: 4 * GIB,
    locked: false,
    created: '2026-11-20T00:00:00Z',
    volumes: [{ device: '/dev/vda', name: 'boot', id: 'v-1', sizeGib: 20 }],
    fill: { used: 1, reserved: 0, spare: 0, capacity: 4 },
  },
  {
    name: 'web-02',
    status: 'ERROR',
    project: { text: 'shop-test', href: null },
    networks: [{ network: 'front', addresses: ['10.20.30.36'] }],
    vcpu: 8,
    ram: 16 * GIB,
    locked: true,
    created: '2026-10-01T00:00:00Z',
    fill: { used: 9, reserved: 0, spare: 0, capacity: 10 },
  },
  {
    name: 'Data base "main"',
    status: 'SHUTOFF',
    project: { text: 'crm', href: null },
    networks: [{ network: 'back', addresses: ['192.168.7.9'] }],
    vcpu: 16,
    amount: 1250,
    ram: 64 * GIB,
    size: 2048,
    tags: ['gold', 'env:prod'],
  },
  { name: null, status: 'ACTIVE', vcpu: null, ratio: 4 },
])
const view = createView(table, createRegexCompiler())

export function found(query: string, filters: Record<string, string> = {}): number[] {
  return [...view.compute({ query, filters, sort: [] }).rows]
}

export function problems(query: string): string[] {
  return view.compute({ query, filters: {}, sort: [] }).problems.map(({ message }) => message)
}
