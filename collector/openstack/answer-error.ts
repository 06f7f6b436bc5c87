import { services, type ServiceName } from './catalog.ts'
import type { HttpAnswer } from './http.ts'
import { asFilledText, asRecord, asRecords } from './json.ts'
import { RequestError, type RequestErrorKind } from './request-error.ts'

/** The error for an answer that is not a success; `what` is the request as "GET /servers/detail". */
export function explainAnswer(
  service: ServiceName,
  what: string,
  answer: HttpAnswer,
  secrets: readonly string[],
): RequestError {
  if (answer.status < 300 && answer.json === null) return explainNoJson(service, what, answer, secrets)
  const detail = redact(readDetail(answer), secrets)
  // The service's words become a part of our sentence, which ends with its remedy.
  const words = detail.replace(/[\s.;,]+$/, '')
  const said = words === '' ? '' : ` and said: ${words}`
  const text = `${services[service].title} answered ${answer.status} to ${what}${said}${readRemedy(answer.status)}`
  return new RequestError(/[!?]$/.test(text) ? text : `${text}.`, {
    kind: readKind(answer.status),
    status: answer.status,
    detail,
  })
}

function explainNoJson(
  service: ServiceName,
  what: string,
  answer: HttpAnswer,
  secrets: readonly string[],
): RequestError {
  const start = redact(answer.text, secrets).replaceAll(/\s+/g, ' ').trim().slice(0, 60)
  const found = start === '' ? 'nothing' : `what is not JSON and begins with: ${start}`
  return new RequestError(
    `${services[service].title} answered ${answer.status} to ${what} with ${found} - a proxy or a login page may stand before it.`,
    { kind: 'malformed', status: answer.status },
  )
}

/** Takes out what must not be told, also where a service quotes it. */
function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((kept, secret) => kept.replaceAll(secret, '***'), text)
}

function readKind(status: number): RequestErrorKind {
  if (status === 401) return 'unauthorised'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'missing'
  return status < 300 ? 'malformed' : 'status'
}

function readRemedy(status: number): string {
  if (status === 401) {
    return '; the token is good elsewhere, so this service does not accept the credential: if that has access rules, does one allow this request, and is service_type set in the service\'s [keystone_authtoken]? "aether doctor" tells more'
  }
  if (status === 403)
    return '; the credential lacks the right: docs/collecting.md lists what each file needs, "aether doctor" what is missing'
  if (status >= 300 && status < 400)
    return '; a redirect is not followed: correct the endpoint in the catalog or override it'
  return ''
}

/** Every service wraps its message in another way; a page of HTML says nothing. */
function readDetail(answer: HttpAnswer): string {
  const record = asRecord(answer.json)
  const inner = asRecords(record['errors'])[0] ?? asRecord(Object.values(record)[0])
  const text =
    asFilledText(inner['message']) ?? asFilledText(inner['detail']) ?? asFilledText(record['message']) ?? ''
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 200)
}
