import { csvLine, joinCsv } from '../table/csv.ts'
import { guardFormula } from '../table/export-text.ts'
import type { Step } from './plan.ts'

const HEADING = [
  'Move',
  'Instance',
  'Instance ID',
  'Project',
  'Status',
  'vCPU',
  'RAM (MiB)',
  'From',
  'To',
  'Way',
  'Fits',
  'Remarks',
]

/** One line a move, also of those that do not fit: a plan goes to people who have to know. */
export function planCsv(steps: readonly Step[]): string {
  const lines = steps.map(({ instance, from, to, way, reasons, warnings }, index) => [
    String(index + 1),
    guardFormula(instance.name),
    guardFormula(instance.id),
    guardFormula(instance.project),
    guardFormula(instance.status),
    String(instance.vcpus ?? ''),
    String(instance.memoryMb ?? ''),
    guardFormula(from?.name ?? ''),
    guardFormula(to.name),
    way ?? '',
    reasons.length === 0 ? 'yes' : 'no',
    guardFormula([...reasons, ...warnings].map(({ words }) => words).join('; ')),
  ])
  return joinCsv([HEADING, ...lines].map(csvLine))
}
