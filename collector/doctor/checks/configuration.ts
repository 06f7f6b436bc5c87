import type { Config } from '../../../src/lib/model.ts'
import type { Check } from '../check.ts'
import { type Finding, ok, problem, warning } from '../finding.ts'

export const configurationCheck: Check = {
  name: 'configuration',
  async run({ settings, configError }) {
    const { configFile, config } = settings
    if (configError) {
      const remedy =
        'Correct it; docs/aether.schema.json has every key. The defaults were used for what follows.'
      return [problem(configError.message, configFile ?? '', remedy)]
    }
    const read = configFile
      ? ok('The configuration is understood', configFile)
      : ok('There is no aether.yaml: every setting has its default')
    return [read, ...findContradictions(config, configFile ?? 'aether.yaml')]
  },
}

/** Settings that are right alone and not together. */
function findContradictions({ sources, ratios, ceph }: Config, where: string): Finding[] {
  const findings: Finding[] = []
  if (!sources.api && !sources.cli) {
    findings.push(problem('Nothing reads the cloud', where, 'Set sources.api or sources.cli to true.'))
  }
  if (ratios === 'ssh' && !sources.ssh) {
    findings.push(
      warning(
        'Ratios shall come over ssh, which is off',
        where,
        'Set sources.ssh to true, or ratios to auto.',
      ),
    )
  }
  if (ratios === 'placement' && sources.ssh) {
    findings.push(
      warning(
        'ssh is on, and its ratios are not used',
        where,
        'Set ratios to auto, or sources.ssh to false.',
      ),
    )
  }
  if (ceph.clusters.length > 0 && ceph.command !== null) {
    findings.push(
      warning('ceph.command is not used beside ceph.clusters', where, 'Give it a name among ceph.clusters.'),
    )
  }
  return findings
}
