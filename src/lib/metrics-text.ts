/**
 * Text of metrics as both Prometheus (text format 0.0.4) and OpenMetrics 1.0 read it: gauges alone, without time stamps. An "# EOF" ends
 * it, which is a comment to Prometheus.
 */
export interface Gauge {
  /** With its base unit at the end. */
  name: string
  help: string
  samples: Sample[]
}

export interface Sample {
  labels: Record<string, string>
  /** What is not known has no sample: a zero would be taken for a figure. */
  value: number | null | undefined
}

/** Gauges without a known sample are left out. */
export function serialiseGauges(gauges: readonly Gauge[]): string {
  return `${gauges.flatMap(serialiseGauge).join('')}# EOF\n`
}

function serialiseGauge({ name, help, samples }: Gauge): string[] {
  const lines = samples.flatMap(({ labels, value }) =>
    typeof value === 'number' && Number.isFinite(value) ? `${name}${serialiseLabels(labels)} ${value}\n` : [],
  )
  return lines.length === 0 ? [] : [`# HELP ${name} ${help}\n# TYPE ${name} gauge\n`, ...lines]
}

function serialiseLabels(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' }

/** Names are strangers': a line break in one would begin a sample of its own. */
function escapeLabel(text: string): string {
  return text.toWellFormed().replaceAll(/[\\"\n]/g, (character) => ESCAPES[character] ?? character)
}
