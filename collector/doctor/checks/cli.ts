import { cliSource } from '../../sources/cli.ts'
import type { Check } from '../check.ts'
import { ok, problem, skipped } from '../finding.ts'

export const cliCheck: Check = {
  name: 'cli',
  async run({ settings, cloud, env, signal }) {
    const { config } = settings
    if (!config.sources.cli) return [skipped('The openstack command is off')]
    const where = config.cli.command.join(' ')
    try {
      const source = await cliSource.open({ config, cloud, env, signal })
      await source.close()
      const authUrl = source.describeCloud()?.authUrl ?? ''
      return [ok(`The openstack command answers${authUrl === '' ? '' : ` for ${authUrl}`}`, where)]
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const remedy = `Try "${where} token issue" by hand as this user; cli.command in aether.yaml says how it is called.`
      return [problem(message, where, remedy)]
    }
  },
}
