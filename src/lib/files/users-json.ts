import { z } from 'zod'
import { isObject, readJson } from './json-file.ts'
import { DataFileError } from './parsed.ts'

/** A user of the earlier tool. */
export interface EarlierUser {
  name: string
  /** As the file has it: a password in plain text, or a hash of one. */
  secret: string
}

const NAMES = ['username', 'user', 'name', 'login']
const SECRETS = ['password', 'password_hash', 'hash', 'pwhash']

/**
 * The users of the earlier tool's users.json, in whichever of its shapes: `{"ann": "secret"}`, `{"ann": {"password": "secret"}}`, a list of
 * `{"username", "password"}`, or one of these below "users". Throws DataFileError, without a word of a password.
 */
export function parseUsersJson(text: string, file: string): EarlierUser[] {
  const document = readJson(text, file, 'mend it')
  const users = isObject(document) && 'users' in document ? document['users'] : document
  if (Array.isArray(users))
    return users.map((user, index) => readUser(user, null, `entry ${index + 1}`, file))
  if (!isObject(users)) throw new DataFileError(file, 1, 'expected an object or a list of users')
  return Object.entries(users).map(([name, user]) =>
    typeof user === 'string' ? { name, secret: user } : readUser(user, name, JSON.stringify(name), file),
  )
}

const Fields = z.record(z.string(), z.unknown())

function readUser(user: unknown, key: string | null, where: string, file: string): EarlierUser {
  const fields = Fields.safeParse(user).data ?? {}
  const name = key ?? findText(fields, NAMES)
  const secret = findText(fields, SECRETS)
  if (name !== null && secret !== null) return { name, secret }
  const missing = name === null ? `a name (${NAMES.join(', ')})` : `a password (${SECRETS.join(', ')})`
  throw new DataFileError(file, null, `${where} has no text for ${missing}; nothing was imported`)
}

function findText(fields: Record<string, unknown>, keys: readonly string[]): string | null {
  const found = keys.map((key) => fields[key]).find((value) => typeof value === 'string' && value !== '')
  return typeof found === 'string' ? found : null
}
