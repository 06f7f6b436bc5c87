import { access, constants } from 'node:fs/promises'
import { describeTransferFailure, quoteForRsync } from '../../publish.ts'
import { CommandError, runCommand } from '../../run-command.ts'
import { type Check, type DoctorContext, SkipCheck } from '../check.ts'
import { type Finding, ok, problem } from '../finding.ts'

/** A doctor waits less than a transfer. */
const SECONDS = 20

export const publishCheck: Check = {
  name: 'publish',
  async run(context) {
    const { to, rsync } = context.settings.config.publish
    if (to === null) throw new SkipCheck('The site stays on this machine (publish.to).')
    const version = await run([...rsync, '--version'], context)
    if (version instanceof CommandError)
      return [problem(version.message, rsync.join(' '), 'apt-get install rsync')]
    const [, host, path = to] = /^([^/:]+):(.*)$/.exec(to) ?? []
    return host === undefined ? [await checkFolder(to)] : checkServer(host, path, context)
  },
}

async function checkServer(host: string, path: string, context: DoctorContext): Promise<Finding[]> {
  const { to, rsync } = context.settings.config.publish
  const rsh = `--rsh=${shell(context).map(quoteForRsync).join(' ')}`
  const folder = `${host}:${path === '' ? '.' : path.replace(/\/+$/, '')}/`
  const listing = await run([...rsync, '--list-only', '--timeout=15', rsh, folder], context)
  if (listing instanceof CommandError) {
    const said = listing.kind === 'failed' ? describeTransferFailure(listing) : listing.message
    return [problem(`Nothing can be brought to the web server: ${said}`, to ?? '', findRemedy(said, host))]
  }
  return [
    ok('The web server answers over ssh, and has rsync and the folder', to ?? ''),
    ...(await findClosedFolder(host, path, context)),
  ]
}

async function checkFolder(path: string): Promise<Finding> {
  try {
    await access(path, constants.W_OK)
    return ok('The folder to publish to can be written', path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return problem(
      `The folder to publish to cannot be written: ${reason}`,
      path,
      'Make it, and let this user write it.',
    )
  }
}

/** Where the account has a shell; one that only rsync may use tells with the first publication. */
async function findClosedFolder(host: string, path: string, context: DoctorContext): Promise<Finding[]> {
  const quoted = `'${(path === '' ? '.' : path).replaceAll("'", String.raw`'\''`)}'`
  const outcome = await run([...shell(context), host, `test -w ${quoted}`], context)
  if (!(outcome instanceof CommandError) || outcome.exitCode !== 1 || outcome.stderr.trim() !== '') return []
  return [
    problem(
      'The account on the web server may not write the folder',
      `${host}:${path}`,
      `There: chown ACCOUNT ${path}`,
    ),
  ]
}

/** As `aether publish` calls it: it asks nothing. */
function shell({ settings }: DoctorContext): string[] {
  return [...settings.config.publish.ssh, '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10']
}

async function run(words: string[], { env, signal }: DoctorContext): Promise<string | CommandError> {
  try {
    return await runCommand(words, { env: { ...env, LC_ALL: 'C' }, seconds: SECONDS, signal })
  } catch (error) {
    if (error instanceof CommandError) return error
    throw error
  }
}

const remedies: [RegExp, (host: string) => string][] = [
  [
    /Host key verification failed/,
    (host) =>
      `Compare the key of ${host} with the machine itself, and add it: ssh-keyscan HOST >> ~/.ssh/known_hosts`,
  ],
  [
    /Permission denied \(/,
    () => 'Put the public key into authorized_keys there; publish.ssh may name the private one (-i).',
  ],
  [/rsync: (command )?not found|rsync: No such file/, () => 'There: apt-get install rsync'],
  [/change_dir|No such file/, () => 'Make the folder over there, or correct publish.to.'],
  [/resolve hostname/, () => 'Correct the name in publish.to, or make it known here.'],
  [/There is no command/, () => 'Install openssh-client, or correct publish.ssh.'],
]

function findRemedy(message: string, host: string): string {
  const known = remedies.find(([pattern]) => pattern.test(message))
  return known?.[1](host) ?? `Check that ${host} is up and that its port of ssh is open from here.`
}
