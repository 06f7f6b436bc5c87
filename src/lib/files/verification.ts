import { z } from 'zod'
import { describeIssues, readDocument, readRows, serialiseDocument } from './json-file.ts'
import { DataFileError, type Parsed } from './parsed.ts'
import { Amounts } from './records.ts'

export const FILE = 'verification.json'

/** One finding of the instance check, per host and consumer. */
export const PlacementFinding = z.object({
  kind: z.enum([
    'wrong-amounts',
    'stale',
    'orphan',
    'missing-allocation',
    'provider-without-host',
    'unknown',
  ]),
  host: z.string(),
  providerUuid: z.string().nullable(),
  consumerId: z.string(),
  /** Name of the instance where there is one. */
  instanceName: z.string().nullable(),
  /** Where the instance really is. */
  actualHost: z.string().nullable(),
  /** resource class -> amount, in Placement */
  allocated: Amounts,
  /** resource class -> amount, by the instance's flavor */
  expected: Amounts,
})
export type PlacementFinding = z.infer<typeof PlacementFinding>
export type FindingKind = PlacementFinding['kind']

export const HostCheck = z.object({
  host: z.string(),
  state: z.enum(['ok', 'different', 'unsettled', 'not-checked']),
  /** Why it was not checked, or why it is unsettled; '' otherwise. */
  reason: z.string(),
  placementVcpus: z.number().nullable(),
  actualVcpus: z.number().nullable(),
  difference: z.number().nullable(),
})
export type HostCheck = z.infer<typeof HostCheck>

const Head = z.object({
  checkedAt: z.string(),
  /** Set when nothing could be checked, with the reason. */
  notChecked: z.string().nullable(),
})
/** Nova against Placement in full; the two files of the earlier format are made from it. */
export type Verification = z.infer<typeof Head> & { hosts: HostCheck[]; findings: PlacementFinding[] }

/** Throws DataFileError where the file is not ours. */
export function parseVerification(text: string): Parsed<Verification> {
  const document = readDocument(text, FILE)
  const head = Head.safeParse(document)
  if (!head.success) throw new DataFileError(FILE, null, `${describeIssues(head.error)}; collect it again`)
  const hosts = readRows(document['hosts'], HostCheck, { file: FILE, text, path: ['hosts'] })
  const findings = readRows(document['findings'], PlacementFinding, { file: FILE, text, path: ['findings'] })
  return {
    value: { ...head.data, hosts: hosts.value, findings: findings.value },
    problems: [...hosts.problems, ...findings.problems],
  }
}

export function serialiseVerification(value: Verification): string {
  return serialiseDocument({ ...value })
}
