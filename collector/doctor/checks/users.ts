import { readFile, stat } from 'node:fs/promises'
import { describeHash, parseHtpasswd } from '../../../src/lib/files/htpasswd.ts'
import { formatCountOf } from '../../../src/lib/units.ts'
import { type Check, SkipCheck } from '../check.ts'
import { type Finding, ok, problem, skipped, warning } from '../finding.ts'
import { isOpenToWeb, readWebGroups } from '../web-groups.ts'

/** From here on, checking a password takes nginx longer than people wait: 180 ms for each request. */
const SLOW_COST = 12

export const usersCheck: Check = {
  name: 'users',
  async run({ settings, etc }) {
    const { users, publish } = settings.config
    const { file } = users
    const found = await stat(file).catch((error: NodeJS.ErrnoException) => error)
    if (found instanceof Error) {
      if (found.code !== 'ENOENT') return [unreadable(file, found)]
      if (publish.to !== null)
        throw new SkipCheck('The password file is on the web server, where nginx reads it.')
      const remedy =
        'Make its folder, then "aether users add NAME"; docs/users.md has both. Else users.file names it.'
      return [warning('There is no password file, without which nginx lets nobody in', file, remedy)]
    }
    const text = await readFile(file, 'utf8').catch((error: Error) => error)
    if (text instanceof Error) return [unreadable(file, text)]
    const findings: Finding[] = []
    if ((found.mode & 0o007) !== 0)
      findings.push(
        warning('Everybody on this machine can read the password file', file, `chmod 640 ${file}`),
      )
    const groups = await readWebGroups(etc)
    if (groups.size > 0 && !isOpenToWeb(found, 4, groups))
      findings.push(
        problem('nginx cannot read the password file', file, `chgrp www-data ${file} && chmod 640 ${file}`),
      )
    return [...describeUsers(text, file), ...findings]
  },
}

function unreadable(file: string, { message }: Error): Finding {
  return skipped(
    `The password file cannot be looked at: ${message}`,
    file,
    'Run "aether doctor" as root, too.',
  )
}

function describeUsers(text: string, file: string): Finding[] {
  const users = parseHtpasswd(text).flatMap(({ name, hash }) =>
    name === null ? [] : [{ name, ...describeHash(hash) }],
  )
  if (users.length === 0)
    return [
      problem('Nobody may see the site: the password file names no user', file, 'aether users add NAME'),
    ]
  const weak = users.filter((user) => user.weak).map(({ name }) => name)
  const slow = users.filter(({ cost }) => (cost ?? 0) >= SLOW_COST).map(({ name }) => name)
  return [
    ok(`${formatCountOf(users.length, 'user')} may see the site`, file),
    ...(weak.length === 0
      ? []
      : [warning(`Weakly kept passwords: ${list(weak)}`, file, 'Set them anew: aether users add NAME')]),
    ...(slow.length === 0
      ? []
      : [
          warning(
            `Passwords that take nginx long to check, with each request: ${list(slow)}`,
            file,
            'Lower users.cost (8 takes 11 ms), and set them anew: aether users add NAME',
          ),
        ]),
  ]
}

function list(users: readonly string[]): string {
  const shown = users.slice(0, 5).join(', ')
  return users.length > 5 ? `${shown} and ${users.length - 5} more` : shown
}
