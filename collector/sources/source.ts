import type { Config, Meta } from '../../src/lib/model.ts'
import type { Reading, SubjectName, Subjects } from './reading.ts'

/** What a source may use of the run. */
export interface SourceContext {
  config: Config
  /** Name in clouds.yaml; null where the environment decides. */
  cloud: string | null
  env: Readonly<Record<string, string | undefined>>
  /** Ends every reading that is under way. */
  signal: AbortSignal
}

/** The values of other subjects of the run, for those that build on them; rejects where the other could not be read. */
export type GetSubject = <Name extends SubjectName>(name: Name) => Promise<Subjects[Name]>

export interface Tools {
  get: GetSubject
  /** Counts one request or one command for the progress line. */
  count(): void
}

/** One reading for each subject that a source knows. */
export type Readers = { [Name in SubjectName]?: (tools: Tools) => Promise<Reading<Subjects[Name]>> }

export interface OpenSource {
  readers: Readers
  /** What meta.json says of the cloud, once everything was read; null for a source that is no cloud. */
  describeCloud(): Meta['cloud'] | null
  close(): Promise<void>
}

/** A way into the cloud. Rejections of `open` end the run; those of a reader fail its subject only. */
export interface Source {
  /** As in aether.yaml, and as About calls it. */
  name: keyof Config['sources']
  open(context: SourceContext): Promise<OpenSource>
}

/** There is nothing to read here, and that is no fault: no Ceph on this machine, no Cinder in this cloud. */
export class AbsentError extends Error {
  override name = 'AbsentError'
}
