import { serialiseChanges, serialiseHistory } from './api-history.ts'
import type { Cloud, Host, ProjectUse } from './cloud-model.ts'
import type { Forecast } from './forecast/forecast.ts'
import type { History } from './history.ts'
import { SHOWN, staleTimes } from './stale-parts.ts'
import { summariseCloud } from './summary.ts'

/** Large lists are never whole in memory as text. */
const ROWS_A_PIECE = 1000

/** What the documents of /api/v1 are made from. */
export interface ApiInput {
  cloud: Cloud
  site: string
  builtAt: string
  version: string
  /** What fills when, soonest first. */
  forecast: readonly Forecast[]
  history: Pick<History, 'changes' | 'daily'>
}

/** The documents of /api/v1 by name, each as the text of its file, in one piece or several. docs/api.md describes them. */
export const API_DOCUMENTS: Record<string, (input: ApiInput) => string | Iterable<string>> = {
  meta: ({ cloud, site, builtAt, version }) => {
    const { collectedAt, timeFrom, meta, problems } = cloud.snapshot
    return JSON.stringify({
      schema: 1,
      collectedAt,
      site,
      builtAt,
      version,
      timeFrom,
      ...withoutSchema(meta),
      problems,
    })
  },
  summary: ({ cloud, site, forecast }) =>
    JSON.stringify({ ...summariseCloud(cloud, site), forecast: forecast.map(describeForecast) }),
  instances: (input) => serialiseRows(input, 'instances', input.cloud.snapshot.instances),
  volumes: (input) => serialiseRows(input, 'volumes', input.cloud.snapshot.volumes),
  flavors: (input) => serialiseRows(input, 'flavors', input.cloud.flavors, describeFlavor),
  hosts: (input) => serialiseRows(input, 'hosts', input.cloud.hosts, describeHost),
  projects: (input) => serialiseRows(input, 'projects', input.cloud.projects, describeProject),
  changes: ({ cloud, site, history }) =>
    serialiseChanges({ collectedAt: cloud.snapshot.collectedAt, site, ...history }),
  history: ({ cloud, site, history }) =>
    serialiseHistory({ collectedAt: cloud.snapshot.collectedAt, site, ...history }),
}

/**
 * One row a line, so that a diff or a `grep` of two documents means something. What is not known is left out of a row;
 * a list that was not collected is null.
 */
function* serialiseRows<Row>(
  { cloud, site }: ApiInput,
  key: keyof typeof SHOWN,
  rows: readonly Row[] | null,
  describe: (row: Row) => object = (row) => row as object,
): Iterable<string> {
  const { collectedAt } = cloud.snapshot
  const stale = staleTimes(cloud.snapshot, SHOWN[key])
  const head = JSON.stringify({ schema: 1, collectedAt, site, stale }).slice(0, -1)
  if (rows === null) {
    yield `${head},"${key}":null}\n`
    return
  }
  yield `${head},"${key}":[\n`
  for (let from = 0; from < rows.length; from += ROWS_A_PIECE) {
    const lines = rows
      .slice(from, from + ROWS_A_PIECE)
      .map((row) => JSON.stringify(describe(row), leaveOutUnknown))
    yield `${from === 0 ? '' : ',\n'}${lines.join(',\n')}`
  }
  yield '\n]}\n'
}

function leaveOutUnknown(_key: string, value: unknown): unknown {
  return value === null ? undefined : value
}

function withoutSchema(meta: Cloud['snapshot']['meta']): object {
  if (meta === null) return {}
  const { schema: _schema, ...rest } = meta
  return rest
}

function describeForecast({ key: _key, group: _group, ahead: _ahead, ...figures }: Forecast): object {
  return figures
}

function describeFlavor({ flavor, instances }: NonNullable<Cloud['flavors']>[number]): object {
  return { ...flavor, instances }
}

function describeHost(host: Host): object {
  const { instances, providers: _providers, slug: _slug, check, reservation, ...figures } = host
  return {
    ...figures,
    instances: instances.length,
    reservation: withoutHost(reservation),
    check: withoutHost(check),
  }
}

function withoutHost(part: { host: string } | null): object | null {
  if (part === null) return null
  const { host: _host, ...rest } = part
  return rest
}

function describeProject({
  instances,
  volumes,
  project,
  quota,
  slug: _slug,
  ...figures
}: ProjectUse): object {
  return {
    ...figures,
    domain: project?.domainName ?? null,
    enabled: project?.enabled ?? null,
    instances: instances.length,
    volumes: volumes.length,
    quota,
  }
}
