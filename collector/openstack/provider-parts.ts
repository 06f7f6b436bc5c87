import type { ResourceProvider } from '../../src/lib/model.ts'
import type { Reading } from '../sources/reading.ts'
import type { Api, ApiRequest } from './client.ts'
import { asNumberOrNull, asRecord, asRecordOrNull } from './json.ts'
import { RequestError } from './request-error.ts'

const PARTS = ['inventories', 'allocations', 'traits', 'aggregates'] as const
type Part = (typeof PARTS)[number]

/** An inventory without its total, or an allocation without its amounts, would look like a smaller or an idle host. */
const IS_WHOLE: Record<Part, (value: unknown) => boolean> = {
  inventories: (value) => everyEntry(value, (row) => asNumberOrNull(asRecord(row)['total']) !== null),
  allocations: (value) =>
    everyEntry(value, (row) => everyEntry(asRecord(row)['resources'], (sum) => asNumberOrNull(sum) !== null)),
  traits: Array.isArray,
  aggregates: Array.isArray,
}

function everyEntry(value: unknown, test: (entry: unknown) => boolean): boolean {
  const record = asRecordOrNull(value)
  return record !== null && Object.values(record).every(test)
}

/** A part that fails so often in a row is not asked for again: then the service is at fault, and not a provider. */
const MOST_FAILURES = 20

export interface PartReader {
  /** The parts of one provider that could be read. Rejects where the provider is gone. */
  read(uuid: string): Promise<Partial<Record<Part, unknown>>>
  /** Why the first part that could not be read could not; null where all could. */
  reason(): RequestError | null
}

export function createPartReader(api: Api, version: NonNullable<ApiRequest['version']>): PartReader {
  const failures: Record<Part, number> = { inventories: 0, allocations: 0, traits: 0, aggregates: 0 }
  let reason: RequestError | null = null

  async function readPart(uuid: string, part: Part): Promise<Partial<Record<Part, unknown>>> {
    if (failures[part] >= MOST_FAILURES) return {}
    const path = `/resource_providers/${uuid}/${part}`
    try {
      const value = asRecord(await api.get({ service: 'placement', path, version }))[part]
      if (!IS_WHOLE[part](value)) {
        throw new RequestError(
          `GET ${path} was answered without its "${part}", or without the figures in it.`,
          {
            kind: 'malformed',
          },
        )
      }
      failures[part] = 0
      return { [part]: value }
    } catch (error) {
      if (!(error instanceof RequestError) || error.status === 404) throw error
      failures[part] += 1
      reason ??= error
      return {}
    }
  }

  return {
    reason: () => reason,
    async read(uuid) {
      const parts = await Promise.all(PARTS.map((part) => readPart(uuid, part)))
      return Object.assign({}, ...parts)
    },
  }
}

/**
 * The providers, and in a sentence what of which could not be read. Throws where nothing can be counted, since no provider
 * has both its inventories and its allocations.
 */
export function reportProviders(
  providers: ResourceProvider[],
  reason: Error | null,
): Reading<ResourceProvider[]> {
  if (reason === null) return { value: providers, shortfall: '' }
  if (!providers.some(({ inventories, allocations }) => inventories && allocations)) throw reason
  const partly = providers.filter((provider) => unreadParts(provider).length > 0)
  const named = partly.slice(0, 5).map((provider) => `${provider.name} (${unreadParts(provider).join(', ')})`)
  const more = partly.length > 5 ? ` and ${partly.length - 5} more` : ''
  const count = `${partly.length} of ${providers.length} resource providers`
  return {
    value: providers,
    shortfall: `${count} could not be read whole: ${named.join(', ')}${more}: ${reason.message}`,
  }
}

function unreadParts(provider: ResourceProvider): Part[] {
  return PARTS.filter((part) => provider[part] === null)
}
