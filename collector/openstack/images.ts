import type { Image } from '../../src/lib/model.ts'
import { type Reading } from '../sources/reading.ts'
import type { Api } from './client.ts'
import { asFilledText, asNumberOrNull, asText, asTime, type JsonRecord } from './json.ts'
import { readPages } from './pages.ts'
import { RequestError } from './request-error.ts'

/** Hidden images come only when asked for, and are what many servers run: those that a newer build has replaced. */
export async function readImages(api: Api): Promise<Reading<Image[]>> {
  const [shown, hidden] = await Promise.all([readImagePages(api, {}), readHidden(api)])
  const byId = new Map([...hidden.rows, ...shown].map((row) => [asText(row['id']), row]))
  return { value: [...byId.values()].map(parseImage), shortfall: hidden.shortfall }
}

async function readHidden(api: Api): Promise<{ rows: JsonRecord[]; shortfall: string }> {
  try {
    return { rows: await readImagePages(api, { os_hidden: 'true' }), shortfall: '' }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return { rows: [], shortfall: `hidden images are missing: ${error.message}` }
  }
}

function readImagePages(api: Api, filter: Record<string, string>): Promise<JsonRecord[]> {
  return readPages(api, {
    request: { service: 'image', path: '/images', query: { limit: '1000', ...filter } },
    key: 'images',
    next: (document) => asFilledText(document['next']),
  })
}

export function parseImage(row: JsonRecord): Image {
  return {
    id: asText(row['id']),
    name: asText(row['name']),
    status: asText(row['status']),
    sizeBytes: asNumberOrNull(row['size']),
    visibility: asText(row['visibility']),
    ownerId: asFilledText(row['owner']),
    createdAt: asTime(row['created_at']),
    minDiskGib: asNumberOrNull(row['min_disk']) ?? 0,
    minMemoryMb: asNumberOrNull(row['min_ram']) ?? 0,
  }
}
