import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
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
    return [...findings, await findInstallation(context), await testConfiguration(context)]
  },
}

/** Whether this project's files are part of its configuration, and name the state folder. */
async function findInstallation({ etc, settings }: DoctorContext): Promise<Finding> {
  const file = join(etc, 'nginx/aether/locations.conf')
  const how = 'docs/serving.md has the steps, unless another machine serves the site.'
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (text instanceof Error) {
    if (text.code === 'ENOENT') return warning("Aether's part of the configuration is not there", file, how)
    return skipped(
      `Aether's part of the configuration cannot be looked at: ${text.message}`,
      file,
      'Run "aether doctor" as root, too.',
    )
  }
  const { current } = settings.state
  const root = /^\s*root\s+([^;]+);/m.exec(text)?.[1]
  if (root !== current) {
    const what = `nginx serves ${root ?? 'nothing'}, and this configuration publishes to ${current}`
    return problem(what, file, 'Write the state folder into nginx/aether/*.conf, or correct stateDir.')
  }
  const sites = await readSites(join(etc, 'nginx'))
  if (sites.includes('aether/locations.conf')) return ok("Aether's part of the configuration is there", file)
  const remedy = 'ln -s ../sites-available/aether.conf /etc/nginx/sites-enabled/ && systemctl reload nginx'
  return warning("Aether's part of the configuration is there, and no enabled site has it", file, remedy)
}

/** All that Debian's nginx.conf includes. */
async function readSites(folder: string): Promise<string> {
  const texts: string[] = []
  for (const place of [join(folder, 'sites-enabled'), join(folder, 'conf.d')]) {
    for (const name of await readdir(place).catch(() => [])) {
      texts.push(await readFile(join(place, name), 'utf8').catch(() => ''))
    }
  }
  return texts.join('\n')
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
