import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'
import { Config } from './config-schema.ts'
import { DataFileError, quote } from './parsed.ts'

export type { Config } from './config-schema.ts'

const SECRET = /pass(word|wd)?$|token|secret|credential|api_?key/i

export const defaultConfig: Config = Config.parse({})

/** Throws DataFileError that names the first wrong key, its line and what is accepted there. */
export function parseConfig(text: string, file: string): Config {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const [syntaxError] = document.errors
  if (syntaxError) {
    const reason = syntaxError.message.split(' at line ')[0] ?? syntaxError.message
    throw new DataFileError(file, lineCounter.linePos(syntaxError.pos[0]).line, `not valid YAML: ${reason}`)
  }
  const result = Config.safeParse(document.toJS() ?? {})
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (!issue) throw new DataFileError(file, null, result.error.message)
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
  const offset = offsetOf(document, path)
  const line = offset === null ? null : lineCounter.linePos(offset).line
  throw new DataFileError(file, line, describeIssue(issue, path.map(String), document.getIn(path)))
}

/** Where the key stands; a key that is a number in YAML is a text in the configuration. */
function offsetOf(document: Document, path: PropertyKey[]): number | null {
  let node: unknown = document.contents
  let offset: number | null = null
  for (const [depth, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset
      node = pair?.value
    } else {
      node = document.getIn(path.slice(0, depth + 1), true)
      if (hasRange(node)) [offset] = node.range
    }
  }
  return offset ?? (hasRange(document.contents) ? document.contents.range[0] : null)
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
}

function describeIssue(issue: z.core.$ZodIssue, path: string[], found: unknown): string {
  const name = path.join('.') || 'the configuration'
  if (issue.code === 'unrecognized_keys') {
    const key = path.at(-1) ?? ''
    if (SECRET.test(key)) {
      return `${quote(key)} is not accepted: secrets stay out of this file; put credentials into clouds.yaml or OS_* variables`
    }
    const accepted = Object.keys(schemaAt(path.slice(0, -1)).properties ?? {})
    return `${quote(key)} is no key that is known here; accepted are ${accepted.join(', ')}`
  }
  const reason = describeAccepted(issue, path)
  return `${name} must be ${reason}${found === undefined || typeof found === 'object' ? '' : `, found ${JSON.stringify(found)}`}`
}

/** The texts of our own refinements say what is accepted; the rest follows from the schema. */
function describeAccepted(issue: z.core.$ZodIssue, path: string[]): string {
  if (issue.code === 'custom' || issue.code === 'invalid_format') return issue.message
  if (issue.code === 'invalid_key') return `${issue.issues[0]?.message ?? issue.message} (the key)`
  return describeSchema(schemaAt(path))
}

function schemaAt(path: string[]): z.core.JSONSchema.BaseSchema {
  let node = z.toJSONSchema(Config, { io: 'input' }) as z.core.JSONSchema.BaseSchema
  for (const key of path) {
    const next =
      /^\d+$/.test(key) && node.items ? node.items : (node.properties?.[key] ?? node.additionalProperties)
    if (typeof next !== 'object' || Array.isArray(next)) return {}
    node = next
  }
  return node
}

function describeSchema(node: z.core.JSONSchema.BaseSchema): string {
  if (node.anyOf) return node.anyOf.map(describeSchema).join(' or ')
  if (node.type === 'null') return 'null'
  if (node.type === 'boolean') return 'true or false'
  if (node.enum) return node.enum.join(' or ')
  if (node.type === 'string') return 'a text that is not empty'
  if (node.type === 'array') return node.minItems ? 'a list that is not empty' : 'a list'
  if (node.type === 'object')
    return node.properties ? `an object with ${Object.keys(node.properties).join(', ')}` : 'an object'
  const least = node.exclusiveMinimum === undefined ? node.minimum : `above ${node.exclusiveMinimum}`
  const most =
    node.maximum === undefined || node.maximum === Number.MAX_SAFE_INTEGER ? '' : ` to ${node.maximum}`
  const range = typeof least === 'string' ? ` ${least}${most && `, up${most}`}` : ` from ${least}${most}`
  return `a ${node.type === 'integer' ? 'whole ' : ''}number${least === undefined ? '' : range}`
}
