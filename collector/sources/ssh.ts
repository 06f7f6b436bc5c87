import { mapBounded } from '../openstack/bounded.ts'
import { askHost, HostError } from '../ssh/ask-host.ts'
import type { ConfiguredHost, Reading } from './reading.ts'
import { AbsentError, type Source, type SourceContext, type Tools } from './source.ts'
import { findRatios } from '../ratios.ts'
import type { Hypervisor } from '../../src/lib/model.ts'

/** Allocation ratios from nova.conf of the hosts, by the `ssh` command. */
export const sshSource: Source = {
  name: 'ssh',
  async open(context) {
    return {
      readers: { 'host-ratios': (tools) => readHostRatios(context, tools) },
      describeCloud: () => null,
      async close() {},
    }
  },
}

/** A host that cannot be asked is named and does not lose the others. Rejects where none could be. */
async function readHostRatios(context: SourceContext, tools: Tools): Promise<Reading<ConfiguredHost[]>> {
  const hosts = await chooseHosts(context, tools)
  const failures: HostError[] = []
  const rows = await mapBounded(hosts, context.config.ssh.concurrency, async (host) => {
    tools.count()
    try {
      return { host: host.name, ratios: await askHost(host, context) }
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      failures.push(error)
      return { host: host.name, ratios: null }
    }
  })
  const [first] = failures
  if (first && failures.length === hosts.length) {
    throw new Error(`None of ${hosts.length} hosts could be asked; ${first.message}.`, { cause: first })
  }
  return { value: rows, shortfall: nameFailures(failures) }
}

/** All hosts where nova.conf comes first, and otherwise those of which Placement knows no ratio. */
async function chooseHosts({ config }: SourceContext, tools: Tools): Promise<Hypervisor[]> {
  if (config.ratios === 'placement') {
    throw new AbsentError('aether.yaml takes allocation ratios from Placement only (ratios: placement).')
  }
  const hypervisors = await tools.get('hypervisors')
  if (config.ratios === 'ssh') return hypervisors
  const providers = await tools.get('placement').catch(() => [])
  const known = findRatios(hypervisors, { providers }, { hosts: [], ratios: 'placement' })
  const complete = new Set(
    known.filter((row) => row.cpuRatio !== null && row.ramRatio !== null).map(({ host }) => host),
  )
  return hypervisors.filter(({ name }) => !complete.has(name))
}

function nameFailures(failures: readonly HostError[]): string {
  if (failures.length === 0) return ''
  const named = failures.slice(0, 5).map(({ message }) => message)
  const more = failures.length > 5 ? ` and ${failures.length - 5} more` : ''
  return `could not ask ${failures.length === 1 ? 'a host' : `${failures.length} hosts`}, which keep their last known ratios: ${named.join('; ')}${more}`
}
