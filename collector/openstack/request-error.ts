export type RequestErrorKind =
  | 'no-endpoint'
  | 'unauthorised'
  | 'forbidden'
  | 'missing'
  | 'status'
  | 'network'
  | 'time-limit'
  | 'malformed'

/** A request that failed for good. The message is one sentence for the operator and holds no secret. */
export class RequestError extends Error {
  readonly kind: RequestErrorKind
  /** The HTTP status; null where there was no answer. */
  readonly status: number | null
  /** What the service said, shortened. */
  readonly detail: string

  constructor(
    message: string,
    facts: { kind: RequestErrorKind; status?: number; detail?: string },
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'RequestError'
    this.kind = facts.kind
    this.status = facts.status ?? null
    this.detail = facts.detail ?? ''
  }
}

/** One clause for what went wrong below HTTP, from the codes of Node and undici. */
export function describeNetworkError(error: unknown): string {
  const code = findCode(error)
  const clause = code === null ? undefined : clauses[code]
  if (clause) return clause
  if (
    code?.includes('CERT') ||
    code?.includes('TLS') ||
    code?.includes('SELF_SIGNED') ||
    code?.startsWith('UNABLE_TO')
  ) {
    return `its certificate is not trusted (${code}): set cacert to the authority's file, or verify: false`
  }
  return `the connection failed (${code ?? (error instanceof Error ? error.message : String(error))})`
}

const clauses: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the name server does not answer',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection was closed in the middle of the answer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS: is the address http rather than https?',
  EPROTO: 'it does not speak TLS: is the address http rather than https?',
}

function findCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error instanceof AggregateError) return findCode(error.errors[0])
  return findCode(error.cause)
}
