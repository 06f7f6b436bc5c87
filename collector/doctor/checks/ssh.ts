import type { Hypervisor } from '../../../src/lib/model.ts'
import { loadSnapshot } from '../../../src/lib/snapshot.ts'
import { mapBounded } from '../../openstack/bounded.ts'
import { readHypervisors } from '../../openstack/hypervisors.ts'
import { askHost, HostError } from '../../ssh/ask-host.ts'
import { type Check, type DoctorContext, needCloud, SkipCheck } from '../check.ts'
import { type Finding, ok, problem, skipped, warning } from '../finding.ts'

export const sshCheck: Check = {
  name: 'ssh',
  async run(context) {
    const { config } = context.settings
    if (!config.sources.ssh) {
      return [skipped('ssh is off', '', 'Where Placement cannot be read: sources.ssh: true in aether.yaml.')]
    }
    const hosts = await listHosts(context)
    const findings = await mapBounded(
      hosts,
      config.ssh.concurrency,
      async (host): Promise<Finding | null> => {
        try {
          const { cpuRatio, ramRatio } = await askHost(host, {
            config,
            env: context.env,
            signal: context.signal,
          })
          if (cpuRatio !== null && ramRatio !== null) return null
          const what = `${host.name}: nova.conf sets no ${cpuRatio === null ? 'cpu' : 'ram'} allocation ratio`
          return warning(
            what,
            config.ssh.paths.join(' '),
            'Set it there, or cpuRatio and ramRatio below hosts in aether.yaml.',
          )
        } catch (error) {
          if (!(error instanceof HostError)) throw error
          return problem(error.message, host.name, findRemedy(error.message))
        }
      },
    )
    const found = findings.filter((finding) => finding !== null)
    const good = hosts.length - found.length
    return [
      ...(good > 0 || hosts.length === 0 ? [ok(`${good} of ${hosts.length} hosts tell their ratios`)] : []),
      ...found,
    ]
  },
}

/** From the cloud, or from the last collection where the cloud is read in another way. */
async function listHosts(context: DoctorContext): Promise<Hypervisor[]> {
  if (context.settings.config.sources.api)
    return (await readHypervisors((await needCloud(context)).api)).value
  try {
    return (await loadSnapshot(context.dataDir)).hypervisors
  } catch (error) {
    throw new SkipCheck('The hosts are known after the first collection.', { cause: error })
  }
}

const remedies: [RegExp, string][] = [
  [
    /Host key verification failed/,
    'Add the host to known_hosts: ssh-keyscan HOST, compared with the host itself.',
  ],
  [
    /Permission denied \(/,
    'Put the public key into authorized_keys there; see ssh.user and ssh.identityFile.',
  ],
  [/sudo:/, 'Allow it in sudoers there, as docs/collecting.md shows, or set ssh.sudo to false.'],
  [/No such file/, 'Set ssh.paths to where nova.conf is on the hosts.'],
  [/Permission denied$/, 'Set ssh.sudo to true, or let the user read the file.'],
  [/resolve hostname/, 'Set ssh.address to ip, or make the name known here.'],
  [/There is no command/, 'Install openssh-client, or correct ssh.command.'],
]

function findRemedy(message: string): string {
  const known = remedies.find(([pattern]) => pattern.test(message))
  return known?.[1] ?? 'Check that the host is up and that its port of ssh is open from here.'
}
