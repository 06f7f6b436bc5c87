import { CommandError, lastLine, runCommand } from '../../run-command.ts'
import type { Check, DoctorContext } from '../check.ts'
import { type Finding, ok, problem, skipped, warning } from '../finding.ts'

export const nginxCheck: Check = {
  name: 'nginx',
  async run(context) {
    const version = await run(['-v'], context)
    if (version instanceof CommandError && version.kind === 'not-found') {
      const remedy =
        'apt-get install nginx, unless another machine serves the site; docs/serving.md has its configuration.'
      return [warning('There is no nginx here', '', remedy)]
    }
    const findings = [ok(`nginx is here`, version instanceof CommandError ? '' : version)]
    return [...findings, await testConfiguration(context)]
  },
}

async function testConfiguration(context: DoctorContext): Promise<Finding> {
  const file = context.nginxConfig
  if (file === null) {
    return skipped(
      'Its configuration is not tested',
      '',
      'Name it: --nginx FILE, or nginx.configFile in aether.yaml.',
    )
  }
  const outcome = await run(['-t', '-q', '-c', file], context)
  if (!(outcome instanceof CommandError)) return ok('Its configuration is right', file)
  const said =
    lastLine(outcome.stderr.replace(/nginx: configuration file .* test failed\s*$/, '')) || outcome.message
  return problem(
    said,
    file,
    `Correct it, until "nginx -t -c ${file}" is content; docs/serving.md tells about Aether's part.`,
  )
}

/** Debian keeps it where only root looks. */
async function run(args: string[], { env, signal }: DoctorContext): Promise<string | CommandError> {
  const path = `${env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin`
  try {
    return await runCommand(['nginx', ...args], { env: { ...env, PATH: path }, seconds: 10, signal })
  } catch (error) {
    if (error instanceof CommandError) return error
    throw error
  }
}
