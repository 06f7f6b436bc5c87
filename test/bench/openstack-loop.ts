import { execa } from 'execa'

export interface LoopFigures {
  processes: number
  requests: number
  /** What the processes took together. */
  seconds: number
}

interface LoopOptions {
  /** Of each process. With `--debug` their requests are counted; that output costs them time. */
  options?: readonly string[]
  /** Waited for after each process, beside the time that is told. */
  between?: (processes: number) => Promise<void>
}

/** Reads a cloud as the scripts of the earlier tool did: one `openstack` process after the other, some for each project and host. */
export async function runOpenstackLoop(
  env: Record<string, string>,
  { options = [], between }: LoopOptions = {},
): Promise<LoopFigures> {
  const figures = { processes: 0, requests: 0, seconds: 0 }
  const ask = async (...args: string[]): Promise<string> => {
    figures.processes += 1
    const begin = performance.now()
    const { stdout, stderr } = await execa('openstack', [...options, ...args], { env }).finally(() => {
      figures.seconds += (performance.now() - begin) / 1000
    })
    figures.requests += stderr.match(/^REQ: curl|^Making authentication request to/gm)?.length ?? 0
    await between?.(figures.processes)
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
  return figures
}
