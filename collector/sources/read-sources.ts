import type { Meta, SourceReport } from '../../src/lib/model.ts'
import type { Progress } from '../progress.ts'
import type { Readings, SubjectName, Subjects } from './reading.ts'
import {
  AbsentError,
  type GetSubject,
  type OpenSource,
  type Readers,
  type Source,
  type SourceContext,
} from './source.ts'

export interface SourcesRead {
  readings: Readings
  /** Without `files`, which the outputs know. */
  reports: SourceReport[]
  cloud: Meta['cloud'] | null
}

/**
 * Reads every subject of every source that is on, all at once. Rejects only where a source cannot be opened. `expected` are
 * the subjects that an earlier run did read: of those none can be absent without fault.
 */
export async function readSources(
  sources: readonly Source[],
  context: SourceContext,
  expected: ReadonlySet<string>,
  progress: Progress,
): Promise<SourcesRead> {
  const opened: { name: string; source: OpenSource }[] = []
  try {
    for (const source of sources.filter(({ name }) => context.config.sources[name])) {
      opened.push({ name: source.name, source: await source.open(context) })
    }
    const { readings, reports } = await readSubjects(opened, expected, progress)
    const off = sources.filter(({ name }) => !context.config.sources[name])
    reports.push(...off.map(({ name }) => startReport(name, name, 'off')))
    const cloud = opened.map(({ source }) => source.describeCloud()).find((found) => found !== null) ?? null
    return { readings, reports, cloud }
  } finally {
    await Promise.all(opened.map(({ source }) => source.close()))
  }
}

async function readSubjects(
  opened: { name: string; source: OpenSource }[],
  expected: ReadonlySet<string>,
  progress: Progress,
) {
  const readings: Readings = {}
  const reports: SourceReport[] = []
  const running = new Map<SubjectName, Promise<unknown>>()
  const get: GetSubject = async (name) => {
    try {
      await running.get(name)
    } catch (error) {
      const reason = `It needs the subject "${name}", which could not be read.`
      throw error instanceof AbsentError
        ? new AbsentError(reason, { cause: error })
        : new Error(reason, { cause: error })
    }
    const value = readings[name]
    if (value === undefined) throw new AbsentError(`Nothing that is switched on reads "${name}".`)
    return value
  }
  const chosen = chooseReaders(opened)
  const start = Promise.withResolvers<void>()
  for (const { name, via, readers } of chosen) {
    running.set(
      name,
      start.promise.then(() => readSubject(name, via, readers)),
    )
  }
  async function readSubject<Name extends SubjectName>(
    name: Name,
    via: string,
    readers: Readers,
  ): Promise<Subjects[Name]> {
    const report = startReport(name, via, 'ok')
    const begin = performance.now()
    progress.start(name)
    try {
      const read = readers[name]
      if (!read) throw new AbsentError(`${via} does not read ${name}.`)
      const { value, shortfall } = await read({ get, count: () => (report.requests += 1) })
      readings[name] = value
      report.items = Array.isArray(value) ? value.length : 1
      report.state = shortfall === '' ? 'ok' : 'degraded'
      report.message = shortfall
      return value
    } catch (error) {
      report.state = error instanceof AbsentError && !expected.has(name) ? 'absent' : 'failed'
      report.message = error instanceof Error ? error.message : String(error)
      throw error
    } finally {
      report.seconds = Math.round(performance.now() - begin) / 1000
      reports.push(report)
      progress.done(report)
    }
  }
  start.resolve()
  await Promise.allSettled(running.values())
  const order = chosen.map(({ name }) => name)
  return {
    readings,
    reports: reports.sort(
      (a, b) => order.indexOf(a.name as SubjectName) - order.indexOf(b.name as SubjectName),
    ),
  }
}

function startReport(name: string, via: string, state: SourceReport['state']): SourceReport {
  return { name, via, state, requests: 0, items: 0, seconds: 0, message: '', files: [] }
}

/** Each subject once, by the first source that knows it. */
function chooseReaders(opened: { name: string; source: OpenSource }[]) {
  const chosen: { name: SubjectName; via: string; readers: Readers }[] = []
  for (const { name: via, source } of opened) {
    for (const name of Object.keys(source.readers) as SubjectName[]) {
      if (!chosen.some((entry) => entry.name === name)) chosen.push({ name, via, readers: source.readers })
    }
  }
  return chosen
}
