import type { Problem, StorageClass, StorageCluster, StoragePool } from '../model.ts'
import { DataFileError, quote, refuseEmpty, type Parsed } from './parsed.ts'
import { parseBytes, parseNumber } from './sizes.ts'

export const FILE = 'cephdf.txt'

/** Ceph's text does not name its cluster. */
const CLUSTER_NAME = 'ceph'
const HEADINGS = /%RAW USED|RAW USED|%USED|MAX AVAIL|QUOTA OBJECTS|QUOTA BYTES|USED COMPR|UNDER COMPR|\S+/g
const UNIT = /^(?:[KMGTPE]?i?B|[KMGTPE])$/i
const COUNT_POWERS: Record<string, number> = { '': 0, k: 1, K: 1, M: 2, G: 3, T: 4 }
/** The total's fields where a file has no headings; Ceph before Nautilus has one figure for used. */
const TOTAL_HEADINGS = ['CLASS', 'SIZE', 'AVAIL', 'USED', 'RAW USED', '%RAW USED']

/**
 * The three generations of `ceph df`: "GLOBAL:" (to Mimic), "RAW STORAGE:" (Nautilus) and "--- RAW STORAGE ---", with sizes as
 * `6246G` or `8.7 PiB` (src/mon/PGMap.cc of each). Throws DataFileError where there is no total.
 */
export function parseCephdf(text: string): Parsed<StorageCluster> {
  refuseEmpty(text, FILE)
  const problems: Problem[] = []
  const classes: StorageClass[] = []
  const pools: StoragePool[] = []
  let section: 'raw' | 'pools' = 'raw'
  let headings: string[] | null = null
  for (const [index, line] of text.split('\n').entries()) {
    const title = line.replaceAll(/[-:]/g, ' ').trim()
    if (title === '') continue
    if (/^(?:GLOBAL|RAW STORAGE|POOLS)$/.test(title)) {
      section = title === 'POOLS' ? 'pools' : 'raw'
      headings = null
      continue
    }
    const tokens = joinUnits(line.trim().split(/\s+/))
    if (headings === null && !tokens.some((token) => parseBytes(token) !== null)) {
      headings = line.match(HEADINGS) ?? []
      continue
    }
    const record = readRecord(tokens, headings ?? TOTAL_HEADINGS)
    const row = record && (section === 'pools' ? toPool(record) : toClass(record))
    if (!row)
      problems.push({
        file: FILE,
        line: index + 1,
        reason: `line skipped: ${quote(line.trim())} does not fit its headings`,
      })
    else if ('storedBytes' in row) pools.push(row)
    else classes.push(row)
  }
  const total = classes.find((entry) => entry.name === 'TOTAL')
  if (!total)
    throw new DataFileError(FILE, null, 'there is no line with the raw total; collect it again, or remove it')
  const others = classes.filter((entry) => entry !== total)
  return { value: { name: CLUSTER_NAME, total, classes: others, pools, exact: false }, problems }
}

/** `8.7 PiB` is two words and one field. */
function joinUnits(words: string[]): string[] {
  const tokens: string[] = []
  for (const word of words) {
    const previous = tokens.at(-1)
    if (previous !== undefined && UNIT.test(word) && parseNumber(previous) !== null)
      tokens[tokens.length - 1] += ` ${word}`
    else tokens.push(word)
  }
  return tokens
}

/** Fields count from the line's end, since a name may hold blanks. The earliest form has a total without a name. */
function readRecord(tokens: string[], headings: string[]): Map<string, string> | null {
  const named = headings[0] === 'SIZE' ? ['TOTAL', ...tokens] : tokens
  const titles = headings[0] === 'SIZE' ? ['CLASS', ...headings] : headings
  const values = named.slice(named.length - titles.length + 1)
  const name = named.slice(0, named.length - titles.length + 1).join(' ')
  if (name === '' || values.length !== titles.length - 1) return null
  const record = new Map([['NAME', name]])
  for (const [index, value] of values.entries()) {
    const title = titles[index + 1] ?? ''
    // `ceph df detail` repeats (DATA) and (OMAP) behind each sum: the sum comes first.
    if (!record.has(title)) record.set(title, value)
  }
  return record
}

function toClass(record: Map<string, string>): StorageClass | null {
  const rawUsed = bytesOf(record, 'RAW USED')
  const row = {
    name: record.get('NAME') ?? '',
    totalBytes: bytesOf(record, 'SIZE'),
    availableBytes: bytesOf(record, 'AVAIL'),
    usedBytes: record.has('USED') ? bytesOf(record, 'USED') : rawUsed,
    rawUsedBytes: rawUsed,
    rawUsedPercent: numberOf(record, '%RAW USED'),
  }
  return isWhole(row) ? row : null
}

function toPool(record: Map<string, string>): StoragePool | null {
  const used = bytesOf(record, 'USED')
  const row = {
    name: record.get('NAME') ?? '',
    id: numberOf(record, 'ID'),
    pgs: numberOf(record, 'PGS'),
    // Before Nautilus USED is what clients stored.
    storedBytes: record.has('STORED') ? bytesOf(record, 'STORED') : used,
    objects: countOf(record.get('OBJECTS') ?? ''),
    usedBytes: used,
    usedPercent: numberOf(record, '%USED'),
    maxAvailableBytes: bytesOf(record, 'MAX AVAIL'),
  }
  const { storedBytes, usedBytes, usedPercent, maxAvailableBytes } = row
  if (!isWhole({ storedBytes, usedBytes, usedPercent, maxAvailableBytes })) return null
  return row as StoragePool
}

function isWhole<T extends object>(row: T): row is { [Key in keyof T]: NonNullable<T[Key]> } {
  return Object.values(row).every((value) => value !== null)
}

function bytesOf(record: Map<string, string>, title: string): number | null {
  return parseBytes(record.get(title) ?? '')
}

function numberOf(record: Map<string, string>, title: string): number | null {
  return parseNumber(record.get(title) ?? '')
}

/** `8.45M` objects: powers of 1000. */
function countOf(text: string): number | null {
  const [, number = '', unit = ''] = /^([\d.]+)\s*([kKMGT]?)$/.exec(text) ?? []
  const value = parseNumber(number)
  return value === null ? null : Math.round(value * 1000 ** (COUNT_POWERS[unit] ?? 0))
}

/** The newest form, in bytes, so that reading it again loses nothing. */
export function serialiseCephdf(cluster: StorageCluster): string {
  const raw = [...cluster.classes, cluster.total].map((row) =>
    [
      row.name,
      ...[row.totalBytes, row.availableBytes, row.usedBytes, row.rawUsedBytes].map((bytes) => `${bytes} B`),
      row.rawUsedPercent,
    ].join('  '),
  )
  const pools = cluster.pools.map((pool) =>
    [
      pool.name,
      pool.id ?? '-',
      pool.pgs ?? '-',
      `${pool.storedBytes} B`,
      pool.objects ?? '-',
      `${pool.usedBytes} B`,
      pool.usedPercent,
      `${pool.maxAvailableBytes} B`,
    ].join('  '),
  )
  return [
    '--- RAW STORAGE ---',
    'CLASS  SIZE  AVAIL  USED  RAW USED  %RAW USED',
    ...raw,
    '',
    '--- POOLS ---',
    'POOL  ID  PGS  STORED  OBJECTS  USED  %USED  MAX AVAIL',
    ...pools,
    '',
  ].join('\n')
}
