import type { PlacementFinding } from '../../model.ts'
import { describeFinding, FINDING_WORDS, fixCommand } from '../../placement-fix.ts'
import type { TableDefinition } from '../definition.ts'

/** What Nova and Placement disagree about, and the command that mends it. */
export const findingsTable: TableDefinition<PlacementFinding> = {
  name: 'findings',
  title: 'Placement findings',
  noun: ['finding', 'findings'],
  empty: 'Placement and Nova agree.',
  columns: [
    { key: 'finding', title: 'Finding', kind: 'text', value: (row) => FINDING_WORDS[row.kind].title },
    { key: 'host', title: 'Host', kind: 'text', value: (row) => row.host },
    { key: 'consumer', title: 'Consumer ID', kind: 'id', value: (row) => row.consumerId },
    { key: 'instance', title: 'Instance', kind: 'text', value: (row) => row.instanceName },
    { key: 'runson', title: 'Runs on', kind: 'text', value: (row) => row.actualHost },
    { key: 'allocated', title: 'Allocated', kind: 'tags', value: (row) => amounts(row.allocated) },
    { key: 'expected', title: 'By its flavor', kind: 'tags', value: (row) => amounts(row.expected) },
    { key: 'meaning', title: 'Meaning', kind: 'text', value: describeFinding },
    { key: 'command', title: 'Command', kind: 'text', value: fixCommand },
  ],
}

function amounts(record: Record<string, number>): string[] {
  return Object.entries(record).map(([resourceClass, amount]) => `${resourceClass} ${amount}`)
}
