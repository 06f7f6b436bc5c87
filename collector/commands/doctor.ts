import { resolve } from 'node:path'

import { defineCommand } from '../command.ts'
import { openDoctorContext } from '../doctor/context.ts'
import { examine } from '../doctor/examine.ts'
import { createFindingPrinter, formatSummary } from '../doctor/format.ts'
import { checks } from '../doctor/registry.ts'
import { exitCodes } from '../errors.ts'
import { listenForStop } from '../stop-signal.ts'

export const doctorCommand = defineCommand({
  name: 'doctor',
  description: 'Look at everything that a run needs, change nothing, and tell how to mend what is wrong.',
  example: 'aether doctor --config /etc/aether/aether.yaml --nginx /etc/nginx/nginx.conf',
  args: {
    cloud: {
      type: 'string',
      valueHint: 'NAME',
      description: 'entry of clouds.yaml (default: aether.yaml, then OS_CLOUD)',
    },
    data: {
      type: 'string',
      valueHint: 'DIR',
      description: 'data folder (default: data in the state folder)',
    },
    nginx: {
      type: 'string',
      valueHint: 'FILE',
      description: 'nginx.conf to test (default: nginx.configFile of aether.yaml)',
    },
  },
  async run({ args }) {
    const stop = listenForStop()
    const { context, close } = await openDoctorContext({
      configOption: args.config,
      cloud: args.cloud ?? null,
      dataDir: args.data === undefined ? null : resolve(args.data),
      nginxConfig: args.nginx === undefined ? null : resolve(args.nginx),
      env: process.env,
      signal: stop.signal,
    })
    try {
      const printer = createFindingPrinter(print)
      const findings = await examine(checks, context, (finding) => {
        if (args.json) print(JSON.stringify({ event: 'finding', ...finding }))
        else if (!args.quiet || finding.state === 'problem') printer.tell(finding)
      })
      printer.end()
      if (!args.json && !args.quiet) print(formatSummary(findings))
      return findings.some(({ state }) => state === 'problem') ? exitCodes.nothingPublished : exitCodes.ok
    } finally {
      await close()
      stop.dispose()
    }
  },
})

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
