import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text as readStream } from 'node:stream/consumers'
import { describeHash } from '../../src/lib/files/htpasswd.ts'
import { DataFileError } from '../../src/lib/files/parsed.ts'
import { parseUsersJson } from '../../src/lib/files/users-json.ts'
import { formatCountOf } from '../../src/lib/units.ts'
import { readAction } from '../actions.ts'
import { defineCommand } from '../command.ts'
import { exitCodes, UsageError } from '../errors.ts'
import type { Progress } from '../progress.ts'
import { loadSettings } from '../settings.ts'
import { formatTable, spellControls } from '../terminal-table.ts'
import {
  addUser,
  checkName,
  type Imported,
  importUsers,
  type PasswordPlace,
  removeUserFrom,
} from '../users/change-users.ts'
import { readPassword } from '../users/password.ts'
import { readPasswordFile } from '../users/password-file.ts'

const ACTIONS = {
  list: { subject: null, options: [] },
  add: { subject: 'NAME', options: [] },
  remove: { subject: 'NAME', options: [] },
  import: { subject: 'FILE', options: [] },
} as const

export const usersCommand = defineCommand({
  name: 'users',
  description:
    'Keep who may see the site: the password file of nginx. A password is asked for, or read from standard input; never an argument.',
  example: [
    'aether users add ann',
    'aether users add robot < password.txt',
    'aether users list',
    'aether users remove ann',
    'aether users import users.json',
  ].join('\n  '),
  args: {
    action: { type: 'positional', required: true, description: 'list, add, remove or import' },
    subject: {
      type: 'positional',
      required: false,
      description:
        "NAME of add and remove, FILE of import: the earlier tool's users.json (- is standard input)",
    },
    file: {
      type: 'string',
      valueHint: 'FILE',
      description: 'password file (default: users.file of aether.yaml)',
    },
  },
  async run({ args: given, progress }) {
    const action = readAction('users', ACTIONS, given)
    const { config } = await loadSettings(given.config)
    const place = { file: resolve(given.file ?? config.users.file), cost: config.users.cost }
    const { subject = '' } = given
    if (action === 'list') return list(place, given.json === true)
    if (action === 'import') return report(await importFile(subject, place), progress, given.json === true)
    if (action === 'remove') {
      await removeUserFrom(subject, place)
      return progress.note(`Removed: ${spellControls(subject)}. nginx refuses the next request already.`)
    }
    checkName(subject)
    const done = await addUser(subject, await readPassword(spellControls(subject)), place)
    progress.note(
      done === 'added'
        ? `Added: ${subject}. nginx takes the next request already.`
        : `New password of ${subject}.`,
    )
  },
})

async function list({ file }: PasswordPlace, json: boolean): Promise<void> {
  const users = (await readPasswordFile(file)).flatMap(({ name, hash }) =>
    name === null ? [] : { name, ...describeHash(hash) },
  )
  if (json) return users.forEach((user) => print(JSON.stringify({ event: 'user', ...user })))
  if (users.length === 0) return print(`${file} has no user, so that nobody may see the site.`)
  const rows = users.map(({ name, title, cost, weak }) => [
    name,
    cost === null ? title : `${title}, cost ${cost}`,
    weak ? 'weak: give it a new password' : '',
  ])
  print(formatTable([['User', 'Password kept as', ''], ...rows], () => false))
}

async function importFile(file: string, place: PasswordPlace): Promise<Imported> {
  const from = file === '-' ? 'standard input' : file
  try {
    const text = file === '-' ? await readStream(process.stdin) : await readFile(file, 'utf8')
    return await importUsers(parseUsersJson(text, from), place)
  } catch (error) {
    if (error instanceof DataFileError) throw new UsageError(error.message, { cause: error })
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new UsageError(`${from} cannot be read: ${error.message}.`, { cause: error })
  }
}

/** Resolves with exit code 1 where somebody was left out. */
function report({ added, kept, refused }: Imported, progress: Progress, json: boolean): number {
  if (json) print(JSON.stringify({ event: 'imported', added, kept, refused }))
  progress.note(`Added: ${spellControls(added.join(', ')) || 'nobody'}.`)
  if (kept.length > 0)
    progress.note(`There already, with a password that stays: ${spellControls(kept.join(', '))}.`)
  for (const { name, reason } of refused) {
    progress.note(`Not added: ${spellControls(name)} ${reason}. Give one with "aether users add".`)
  }
  if (refused.length > 0) progress.note(`${formatCountOf(refused.length, 'user')} left out.`)
  return refused.length === 0 ? exitCodes.ok : exitCodes.nothingPublished
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
