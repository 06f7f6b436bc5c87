import { splitRecords, writeSearchIndex } from '../../src/integrations/search-index.ts'
import type { SearchRecord } from '../../src/lib/search-records.ts'

/** An index of records that are at hand. */
export async function indexRecords(
  records: SearchRecord[],
  outDir: string,
  sizes?: Parameters<typeof splitRecords>[1],
  previous: string | null = null,
): Promise<void> {
  const parts = splitRecords(records, sizes).map((part) => () => Promise.resolve(part))
  await writeSearchIndex(parts, outDir, previous)
}
