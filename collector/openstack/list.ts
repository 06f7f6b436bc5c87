import type { Api, ApiRequest } from './client.ts'
import { asRecord, asRecords, type JsonRecord } from './json.ts'
import { RequestError } from './request-error.ts'

/** The rows of a list that comes in one answer. An answer without its list is an error, never an empty list. */
export async function readList(api: Api, request: ApiRequest, key: string): Promise<JsonRecord[]> {
  const rows = asRecord(await api.get(request))[key]
  if (Array.isArray(rows)) return asRecords(rows)
  throw new RequestError(`GET ${request.path} was answered without its list "${key}".`, { kind: 'malformed' })
}
