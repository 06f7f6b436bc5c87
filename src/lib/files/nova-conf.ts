/** What nova.conf sets of a host's allocation ratios; null where it sets none. */
export interface ConfiguredRatios {
  cpuRatio: number | null
  ramRatio: number | null
}

/**
 * Reads nova.conf, or the lines of several files one after the other, as they are laid over each other: the last
 * assignment wins. `cpu_allocation_ratio` counts before `initial_cpu_allocation_ratio`, which is only what a new host starts with;
 * 0 means not set, as in Nova before Stein. Comments are lines that begin with # or ; (oslo.config knows no others).
 */
export function parseNovaConf(text: string): ConfiguredRatios {
  const values = readSection(text, 'DEFAULT')
  return { cpuRatio: chooseRatio(values, 'cpu'), ramRatio: chooseRatio(values, 'ram') }
}

function readSection(text: string, wanted: string): Map<string, string> {
  const values = new Map<string, string>()
  let section = ''
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue
    const title = /^\[([^\]]*)\]/.exec(trimmed)?.[1]
    if (title !== undefined) {
      section = title.trim()
      continue
    }
    const [, key, value] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(trimmed) ?? []
    if (section === wanted && key !== undefined) values.set(key, unquote(value ?? ''))
  }
  return values
}

function unquote(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value
}

function chooseRatio(values: ReadonlyMap<string, string>, resource: 'cpu' | 'ram'): number | null {
  return (
    parseRatioValue(values.get(`${resource}_allocation_ratio`)) ??
    parseRatioValue(values.get(`initial_${resource}_allocation_ratio`))
  )
}

function parseRatioValue(value: string | undefined): number | null {
  const ratio = value === undefined || value.trim() === '' ? Number.NaN : Number(value)
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null
}
