import type { FindingKind, HostCheck, PlacementFinding } from './model.ts'

/** What each kind of finding is called, alone and behind a count of one and of many, and what it means. */
export const FINDING_WORDS: Record<
  FindingKind,
  { title: string; counted: [string, string]; meaning: string }
> = {
  'wrong-amounts': {
    title: 'Wrong amounts',
    counted: ['allocation with wrong amounts', 'allocations with wrong amounts'],
    meaning: 'The instance runs on this host, but its allocation is not what its flavor asks for.',
  },
  stale: {
    title: 'Stale allocation',
    counted: ['stale allocation', 'stale allocations'],
    meaning: 'The instance is elsewhere; an evacuation or a move left this allocation behind.',
  },
  orphan: {
    title: 'Missing in OpenStack',
    counted: ['missing in OpenStack', 'missing in OpenStack'],
    meaning:
      'The allocation belongs to no instance and no migration. It takes room from the host for nothing.',
  },
  'missing-allocation': {
    title: 'Missing in Placement',
    counted: ['missing in Placement', 'missing in Placement'],
    meaning:
      'The instance runs on this host without an allocation, so the scheduler takes its room for free.',
  },
  'provider-without-host': {
    title: 'Provider without a compute node',
    counted: ['provider without a compute node', 'providers without a compute node'],
    meaning: 'Placement offers a host that Nova does not have.',
  },
  unknown: {
    title: 'Cannot be told',
    counted: ['that cannot be told', 'that cannot be told'],
    meaning:
      'It changed while the cloud was read, or lives in a cell that is down. The next collection decides.',
  },
}

/** What a finding means. An orphan whose instance is listed contradicts itself: the check is of another time than the list. */
export function describeFinding({ kind, instanceName }: PlacementFinding): string {
  if (kind !== 'orphan' || instanceName === null) return FINDING_WORDS[kind].meaning
  return 'The check found no instance for it, but the list of instances has it: check again before deleting anything.'
}

/** The result of a host's check in plain words: `ok`, `different`, `unsettled`, `not checked`. */
export function checkWord(check: Pick<HostCheck, 'state'> | null): string {
  return (check?.state ?? 'not-checked').replaceAll('-', ' ')
}

/** What the difference between Placement and Nova means, or why there is none to tell. */
export function describeDifference({ state, reason, difference }: HostCheck): string {
  if (reason !== '') return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
  if (state === 'ok' || difference === null || difference === 0) return 'Both agree.'
  return difference > 0
    ? 'Placement holds allocations that Nova does not know: see what can be deleted.'
    : 'Nova runs instances without allocations: heal them.'
}

/** The command that mends a finding, for a person to read and run; null where there is no safe one. */
export function fixCommand({
  kind,
  providerUuid,
  consumerId,
  instanceName,
}: PlacementFinding): string | null {
  // Ids of an old data file may be anything; what is no id is not offered for pasting into a shell.
  if (!isPlainId(consumerId)) return null
  // An older check may call an instance an orphan that the list of instances has: nothing of a living one is deleted.
  if (kind === 'orphan' && instanceName !== null) return null
  if (kind === 'orphan') return `openstack resource provider allocation delete ${consumerId}`
  if (kind === 'missing-allocation') return `nova-manage placement heal_allocations --instance ${consumerId}`
  if (kind !== 'stale' || providerUuid === null || !isPlainId(providerUuid)) return null
  // `allocation delete` would drop the allocation on the host where the instance runs, too.
  return (
    'openstack --os-placement-api-version 1.12 resource provider allocation unset ' +
    `--provider ${providerUuid} ${consumerId}`
  )
}

function isPlainId(id: string): boolean {
  return /^[0-9A-Za-z][\w-]*$/.test(id)
}
