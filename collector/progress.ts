import type { SourceReport } from '../src/lib/model.ts'

/** Where a command tells how far it is. */
export interface Progress {
  start(source: string): void
  done(report: SourceReport): void
  note(text: string): void
}

export interface ProgressOptions {
  json: boolean
  quiet: boolean
}

interface Output {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

/** Lines for people go to stderr, so that stdout stays free for what a command prints; JSON events go to stdout. */
export function createProgress(
  options: ProgressOptions,
  stdout: Output = process.stdout,
  stderr: Output = process.stderr,
): Progress {
  if (options.json) return createJsonProgress(stdout)
  if (options.quiet) return silentProgress
  return createLineProgress(stderr)
}

export const silentProgress: Progress = { start() {}, done() {}, note() {} }

function createJsonProgress(output: Output): Progress {
  const emit = (event: object) => output.write(`${JSON.stringify(event)}\n`)
  return {
    start: (source) => emit({ event: 'start', source }),
    done: (report) => emit({ event: 'source', ...report }),
    note: (text) => emit({ event: 'note', text }),
  }
}

function createLineProgress(output: Output): Progress {
  const running = new Set<string>()
  const print = (line: string) => {
    if (!output.isTTY) {
      output.write(`${line}\n`)
      return
    }
    output.write(`\r\u001b[K${line}\n`)
    showRunning()
  }
  const showRunning = () => {
    if (!output.isTTY) return
    const text = running.size > 0 ? `reading ${[...running].join(', ')} ...` : ''
    output.write(`\r\u001b[K${text.slice(0, (output.columns ?? 80) - 1)}`)
  }
  return {
    start(source) {
      running.add(source)
      showRunning()
    },
    done(report) {
      running.delete(report.name)
      print(formatReport(report))
    },
    note: print,
  }
}

/** "servers            ok        21 requests   10,000 items    4.2 s" and the message, if any. */
function formatReport(report: SourceReport): string {
  const figures = [
    report.name.padEnd(18),
    report.state.padEnd(9),
    `${report.requests.toLocaleString('en-US').padStart(6)} requests`,
    `${report.items.toLocaleString('en-US').padStart(8)} items`,
    `${report.seconds.toFixed(1).padStart(6)} s`,
  ].join(' ')
  return report.message ? `${figures}  ${report.message}` : figures
}
