import type { EncodedColumn } from './encoded.ts'
import { KINDS } from './kinds.ts'

/** What can be typed into the query line of these columns, as its placeholder. */
export function queryExample(columns: readonly Pick<EncodedColumn, 'key' | 'kind'>[]): string {
  const status = columns.find(({ key, kind }) => kind === 'status' && key === 'status')
  const amount = columns.find(({ kind }) => KINDS[kind].numeric)
  const fields = [status && `${status.key}:error`, amount && `${amount.key}:>=8`].filter(Boolean)
  return ['words', '-not', '/regex/i', ...fields].join(', ')
}
