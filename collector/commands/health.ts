import { defineCommand } from '../command.ts'
import { judgeHealth } from '../health.ts'
import { loadSettings } from '../settings.ts'

export const healthCommand = defineCommand({
  name: 'health',
  description:
    'Say in one line whether the site is kept up: exit code 0, or 1 where it is older than three intervals or the last repeated refresh failed. Quick, for the health check of a container.',
  example: 'aether health --config /etc/aether/aether.yaml',
  args: {},
  async run({ args }) {
    const { config, state } = await loadSettings(args.config)
    const { healthy, message } = await judgeHealth(state, config, new Date())
    if (args.json) process.stdout.write(`${JSON.stringify({ event: 'health', healthy, message })}\n`)
    else if (!args.quiet || !healthy) process.stdout.write(`${message}\n`)
    return healthy ? 0 : 1
  },
})
