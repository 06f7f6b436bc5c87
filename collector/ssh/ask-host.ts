import { type ConfiguredRatios, parseNovaConf } from '../../src/lib/files/nova-conf.ts'
import type { Config, Hypervisor } from '../../src/lib/model.ts'
import { CommandError, type CommandLimits, lastLine, runCommand } from '../run-command.ts'

/** Only sections and ratios leave the host; whatever secrets the files hold stay there. */
const PATTERN = String.raw`^\s*\[|allocation_ratio`
/** ssh's own exit code, for all that went wrong before the remote command ran. */
const NOT_CONNECTED = 255
/** grep's, where no line matched. */
const NO_MATCH = 1

/** One host could not be asked. The message begins with its name and has no full stop. */
export class HostError extends Error {
  override name = 'HostError'
}

export interface AskContext {
  config: Pick<Config, 'ssh'>
  env: CommandLimits['env']
  signal: AbortSignal
}

/** What nova.conf of a host says. Throws HostError. */
export async function askHost(
  host: Pick<Hypervisor, 'name' | 'ip'>,
  { config, env, signal }: AskContext,
): Promise<ConfiguredRatios> {
  const words = buildSshCommand(host, config.ssh)
  try {
    return parseNovaConf(await runCommand(words, { env, seconds: config.ssh.hostSeconds, signal }))
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    // grep ends with 2 where one of the files is not there; what it found in the others counts.
    if (error.exitCode !== NOT_CONNECTED && error.stdout !== '') return parseNovaConf(error.stdout)
    if (error.exitCode === NO_MATCH && error.stderr === '') return { cpuRatio: null, ramRatio: null }
    throw new HostError(`${host.name}: ${describeFailure(error, config.ssh.hostSeconds)}`, { cause: error })
  }
}

/** BatchMode: it never asks for a password or about a host key that it does not know. */
export function buildSshCommand(host: Pick<Hypervisor, 'name' | 'ip'>, ssh: Config['ssh']): string[] {
  const settings = { BatchMode: 'yes', ConnectTimeout: ssh.connectSeconds, LogLevel: 'ERROR' }
  const grep = `grep -hE '${PATTERN}' ${ssh.paths.join(' ')}`
  return [
    ...ssh.command,
    ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    ...(ssh.user === null ? [] : ['-l', ssh.user]),
    ...(ssh.port === null ? [] : ['-p', String(ssh.port)]),
    ...(ssh.identityFile === null ? [] : ['-i', ssh.identityFile]),
    ...ssh.options,
    '--',
    ssh.address === 'ip' ? host.ip : host.name,
    ssh.sudo ? `sudo -n ${grep}` : grep,
  ]
}

function describeFailure(error: CommandError, hostSeconds: number): string {
  if (error.kind === 'time-limit') return `no answer within ${hostSeconds} s`
  if (error.kind === 'stopped') return 'stopped with the run'
  if (error.kind === 'not-found') return error.message.replace(/\.$/, '')
  return lastLine(error.stderr) || `the command ended with ${error.exitCode ?? 'a signal'}`
}
