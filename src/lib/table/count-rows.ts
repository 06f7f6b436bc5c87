import { formatCount } from '../units.ts'
import type { Table } from './decode.ts'

/** `1 instance`, `12 volumes` */
export function countRows({ noun: [singular, plural] }: Pick<Table, 'noun'>, count: number): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`
}
