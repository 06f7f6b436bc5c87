import type { Api, ApiRequest } from './client.ts'
import { asFilledText, asRecord, type JsonRecord } from './json.ts'
import { RequestError } from './request-error.ts'

/** By what a row of a list may be known: most have an id, Placement's a uuid, zones and storage pools a name. */
const IDENTITIES = ['id', 'uuid', 'name', 'zoneName']

/** The rows of a list that comes in one answer. An answer without its list is an error, never an empty list. */
export async function readList(api: Api, request: ApiRequest, key: string): Promise<JsonRecord[]> {
  const document = asRecord(await api.get(request))
  return readRows(document, request.path, key, (row) => IDENTITIES.some((name) => asFilledText(row[name])))
}

/**
 * The rows below a key of an answer. Where the list is missing, or a row cannot be told from others, the answer is not what was
 * asked for, and what could be made of it would look like a smaller cloud. Throws RequestError.
 */
export function readRows(
  document: JsonRecord,
  path: string,
  key: string,
  isKnown: (row: JsonRecord) => boolean,
): JsonRecord[] {
  const rows = document[key]
  if (!Array.isArray(rows)) throw malformed(`GET ${path} was answered without its list "${key}".`)
  const strange = rows.findIndex((row: unknown) => !isKnown(asRecord(row)))
  if (strange === -1) return rows as JsonRecord[]
  throw malformed(
    `GET ${path} was answered with a row without an id, the ${strange + 1}th of "${key}": something between here and the cloud may answer in its place.`,
  )
}

function malformed(message: string): RequestError {
  return new RequestError(message, { kind: 'malformed' })
}
