import type { Image } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import type { Api } from './client.ts'
import { asFilledText, asNumberOrNull, asText, asTime, type JsonRecord } from './json.ts'
import { readPages } from './pages.ts'
import { RequestError } from './request-error.ts'

/** Hidden images come only when asked for, and are what many servers run: those that a newer build has replaced. */
export async function readImages(api: Api): Promise<Reading<Image[]>> {
  const [shown, hidden] = await Promise.all([readImagePages(api, {}), readHidden(api)])
  const byId = new Map([...hidden.value, ...shown].map((image) => [image.id, image]))
  return { value: [...byId.values()], shortfall: hidden.shortfall }
}

async function readHidden(api: Api): Promise<Reading<Image[]>> {
  try {
    return whole(await readImagePages(api, { os_hidden: 'true' }))
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return { value: [], shortfall: `hidden images are missing: ${error.message}` }
  }
}

function readImagePages(api: Api, filter: Record<string, string>): Promise<Image[]> {
  return readPages(api, {
    request: { service: 'image', path: '/images', query: { limit: '1000', ...filter } },
    key: 'images',
    next: (document) => asFilledText(document['next']),
    parse: parseImage,
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
