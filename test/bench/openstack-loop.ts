import { execa } from 'execa'

export interface LoopFigures {
  processes: number
  requests: number
}

/**
 * Reads a cloud as the scripts of the earlier tool did: one `openstack` process after the other, some for each project and host. With `--debug`
 * among the options it counts what they ask; that output costs them time.
 */
export async function runOpenstackLoop(
  env: Record<string, string>,
  options: readonly string[] = [],
): Promise<LoopFigures> {
  let processes = 0
  let requests = 0
  const ask = async (...args: string[]): Promise<string> => {
    processes += 1
    const { stdout, stderr } = await execa('openstack', [...options, ...args], { env })
    requests += stderr.match(/^REQ: curl|^Making authentication request to/gm)?.length ?? 0
    return stdout
  }
  const list = async (...args: string[]) => (await ask(...args, '-f', 'value')).split('\n').filter(Boolean)

  await ask('flavor', 'list', '--all', '--long', '-f', 'csv')
  await ask('hypervisor', 'list', '--long', '-f', 'value')
  for (const project of await list('project', 'list', '-c', 'ID')) {
    const ofProject = ['--all-projects', '--project', project, '--long']
    await ask('server', 'list', ...ofProject, '--limit', '-1', '-f', 'csv')
    await ask('volume', 'list', ...ofProject, '-f', 'json')
  }
  for (const host of await list('hypervisor', 'list', '-c', 'Hypervisor Hostname')) {
    const [provider = ''] = await list('resource', 'provider', 'list', '--name', host, '-c', 'uuid')
    await ask('resource', 'provider', 'inventory', 'list', provider, '-f', 'json')
    await ask('resource', 'provider', 'usage', 'show', provider, '-f', 'json')
    await ask('resource', 'provider', 'show', provider, '--allocations', '-f', 'json')
    await ask('hypervisor', 'show', host, '-f', 'json').catch(() => '')
    await ask('server', 'list', '--all-projects', '--host', host, '-c', 'ID', '-f', 'value')
  }
  return { processes, requests }
}
