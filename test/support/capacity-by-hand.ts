import { readFile } from 'node:fs/promises'

/** A figure of summary.json as docs/capacity.md works it out: where it stands, the sum, and what the page says it is. */
export interface HandFigure {
  path: string
  sum: string
  written: string
}

const ROW = /^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm
const NAMED_ROW = /^\| ([A-Z][^|]*) \| (.+) \|$/gm

export function readCapacityPage(): Promise<string> {
  return readFile(new URL('../../docs/capacity.md', import.meta.url), 'utf8')
}

export function readHandFigures(page: string): HandFigure[] {
  return [...page.matchAll(ROW)].map(([, path = '', sum = '', written = '']) => ({ path, sum, written }))
}

/** The rows of the page's tables of tiers under `heading` (`vCPU`, `Memory, MiB`): name and figures, in the columns' order. */
export function readHandTable(page: string, heading: string): { name: string; cells: number[] }[] {
  const table = page.split('\n\n').find((part) => part.startsWith(`| ${heading} |`)) ?? ''
  const rows = [...table.matchAll(NAMED_ROW)].filter(([, name]) => name !== heading)
  return rows.map(([, name = '', cells = '']) => ({
    name,
    cells: cells.split(' | ').map(readNumber),
  }))
}

function readNumber(text: string): number {
  return Number(text.replaceAll(',', ''))
}

/** `2 * 3 + 4 - 6 / 2`: products and quotients first, from the left, as at school. */
export function evaluate(sum: string): number {
  return sum
    .replaceAll(' - ', ' + -')
    .split(' + ')
    .map((product) => {
      const [first = '', ...rest] = product.split(' ')
      return rest.reduce((value, token, index) => {
        if (token === '*' || token === '/') return value
        return rest[index - 1] === '/' ? value / readNumber(token) : value * readNumber(token)
      }, readNumber(first))
    })
    .reduce((total, product) => total + product, 0)
}

/** Every number of a document by its path (`tiers[0].vcpu.capacity`). */
export function numbersOf(value: unknown, path = ''): Map<string, number> {
  if (typeof value === 'number') return new Map([[path, value]])
  if (typeof value !== 'object' || value === null) return new Map()
  const isList = Array.isArray(value)
  return new Map(
    Object.entries(value).flatMap(([key, child]) => {
      const step = isList ? `[${key}]` : path === '' ? key : `.${key}`
      return [...numbersOf(child, path + step)]
    }),
  )
}
