import { describeHash, type PasswordLine, removeUser, setUser } from '../../src/lib/files/htpasswd.ts'
import type { EarlierUser } from '../../src/lib/files/users-json.ts'
import { UsageError } from '../errors.ts'
import { suggest } from '../suggest.ts'
import { spellControls } from '../terminal-table.ts'
import { findFault, hashPassword } from './password.ts'
import { changePasswordFile } from './password-file.ts'

export interface PasswordPlace {
  file: string
  /** bcrypt's work factor of new hashes. */
  cost: number
}

/** Throws UsageError for a name that a browser or the file cannot carry. */
export function checkName(name: string): void {
  const fault =
    name.trim() !== name || name === ''
      ? 'is empty, or begins or ends with a blank'
      : /[:\p{Cc}]/u.test(name)
        ? 'has a colon or a control character in it'
        : name.startsWith('#')
          ? 'begins with #, which makes its line a comment'
          : null
  if (fault !== null) throw new UsageError(`The name "${spellControls(name)}" ${fault}. Nothing was changed.`)
}

/** Adds the user, or gives one that is there a new password. Resolves with which it was. */
export async function addUser(
  name: string,
  password: string,
  { file, cost }: PasswordPlace,
): Promise<'added' | 'changed'> {
  checkName(name)
  const hash = await hashPassword(password, cost)
  let done: 'added' | 'changed' = 'added'
  await changePasswordFile(file, (lines) => {
    if (has(lines, name)) done = 'changed'
    return setUser(lines, name, hash)
  })
  return done
}

/** Throws UsageError where there is no such user. */
export async function removeUserFrom(name: string, { file }: PasswordPlace): Promise<void> {
  await changePasswordFile(file, (lines) => {
    if (has(lines, name)) return removeUser(lines, name)
    const near = suggest(
      name,
      lines.flatMap((line) => line.name ?? []),
    )
    const hint = near === null ? '' : ` Did you mean "${near}"?`
    throw new UsageError(`There is no user "${spellControls(name)}" in ${file}.${hint}`)
  })
}

export interface Imported {
  added: string[]
  /** Those who stand in the file already, and keep the password that they have there. */
  kept: string[]
  /** Those whose hash nginx cannot check and nothing can turn back into a password. */
  refused: { name: string; reason: string }[]
}

/** Takes what it can: bcrypt hashes as they are, passwords in plain text hashed. */
export async function importUsers(
  users: readonly EarlierUser[],
  { file, cost }: PasswordPlace,
): Promise<Imported> {
  const refused: Imported['refused'] = []
  const hashes = new Map<string, string>()
  for (const { name, secret } of users) {
    checkName(name)
    const reason = describeHash(secret).title === 'bcrypt' ? null : findImportFault(secret)
    if (reason !== null) refused.push({ name, reason })
    else hashes.set(name, describeHash(secret).title === 'bcrypt' ? secret : await hashPassword(secret, cost))
  }
  const kept: string[] = []
  const added: string[] = []
  await changePasswordFile(file, (lines) => {
    let next = lines
    for (const [name, hash] of hashes) {
      if (has(lines, name)) kept.push(name)
      else {
        next = setUser(next, name, hash)
        added.push(name)
      }
    }
    return next
  })
  return { added, kept, refused }
}

/** Hashes of Werkzeug (`pbkdf2:sha256:...`, `scrypt:...`, `sha256$...`) and of Django look like nothing that a person would type. */
const FOREIGN_HASH = /^(pbkdf2|scrypt|argon2|bcrypt|sha\d+|md5)[:$_]|^\$\w+\$|^[0-9a-f]{32,128}$/i

function findImportFault(secret: string): string | null {
  if (FOREIGN_HASH.test(secret)) return 'has a hash of a kind that nginx cannot check'
  const fault = findFault(secret)
  return fault === null ? null : `has a password that ${fault}`
}

function has(lines: readonly PasswordLine[], name: string): boolean {
  return lines.some((line) => line.name === name)
}
