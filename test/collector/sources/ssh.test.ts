import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { parseHypervisor } from '../../../collector/openstack/hypervisors.ts'
import { parseInventory } from '../../../collector/openstack/placement.ts'
import type { ConfiguredHost } from '../../../collector/sources/reading.ts'
import { AbsentError, type GetSubject } from '../../../collector/sources/source.ts'
import { sshSource } from '../../../collector/sources/ssh.ts'
import { buildSshCommand } from '../../../collector/ssh/ask-host.ts'
import { defaultConfig } from '../../../src/lib/files/config.ts'
import type { Config, ResourceProvider } from '../../../src/lib/model.ts'
import { type SshServer, startSshServer } from '../support/ssh-server.ts'

const SECRET = 'planted-secret-51c7'
let server: SshServer
let silent: Server

beforeAll(async () => {
  server = await startSshServer(['cmp1', 'cmp2', 'cmp3'])
  // Takes connections and never says a word.
  silent = createServer((socket) => socket.resume())
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  await mkdir(join(server.folder, 'nova.conf.d'))
  await writeFile(
    join(server.folder, 'nova.conf'),
    `[DEFAULT]\ntransport_url = rabbit://nova:${SECRET}@mq\n# cpu_allocation_ratio = 2\ncpu_allocation_ratio = 4.0\nram_allocation_ratio=1.0\n[database]\nconnection = mysql://nova:${SECRET}@db\n`,
  )
  await writeFile(join(server.folder, 'nova.conf.d', '10-local.conf'), '[DEFAULT]\ncpu_allocation_ratio=8\n')
})
afterAll(async () => {
  await server.close()
  await new Promise((resolve) => silent.close(resolve))
})

function makeConfig(ssh: Partial<Config['ssh']> = {}, ratios: Config['ratios'] = 'auto'): Config {
  const paths = [join(server.folder, 'nova.conf'), join(server.folder, 'nova.conf.d/*.conf')]
  const options = ['-F', server.clientConfig]
  return { ...defaultConfig, ratios, ssh: { ...defaultConfig.ssh, sudo: false, options, paths, ...ssh } }
}

async function read(config: Config, names: string[], providers: ResourceProvider[] | null = null) {
  const hypervisors = names.map((name) => parseHypervisor({ id: name, hypervisor_hostname: name }))
  const get = (async (name: string) => {
    if (name === 'hypervisors') return hypervisors
    if (name === 'placement' && providers) return providers
    throw new Error('not read')
  }) as GetSubject
  const env = { PATH: process.env['PATH'], HOME: server.folder }
  const source = await sshSource.open({ config, cloud: null, env, signal: new AbortController().signal })
  let commands = 0
  const reading = await source.readers['host-ratios']?.({ get, count: () => (commands += 1) })
  return { rows: reading?.value ?? [], shortfall: reading?.shortfall ?? '', commands }
}

const ratiosOf = (rows: ConfiguredHost[]) => Object.fromEntries(rows.map((row) => [row.host, row.ratios]))

function provider(name: string, ratio: number): ResourceProvider {
  const inventories = {
    VCPU: parseInventory({ total: 8, allocation_ratio: ratio }),
    MEMORY_MB: parseInventory({ total: 8, allocation_ratio: 1 }),
  }
  return {
    uuid: name,
    name,
    parentUuid: null,
    rootUuid: name,
    inventories,
    allocations: {},
    traits: [],
    aggregates: [],
  }
}

describe('over a real sshd', () => {
  test('reads each host, a later file laid over an earlier one', async () => {
    const { rows, shortfall, commands } = await read(makeConfig(), ['cmp1', 'cmp2'])
    const ratios = { cpuRatio: 8, ramRatio: 1 }
    expect(ratiosOf(rows)).toEqual({ cmp1: ratios, cmp2: ratios })
    expect([shortfall, commands]).toEqual(['', 2])
  })

  test('a path that is not there costs nothing as long as another is', async () => {
    const paths = [join(server.folder, 'nova.conf'), join(server.folder, 'missing/*.conf')]
    const { rows, shortfall } = await read(makeConfig({ paths }), ['cmp1'])
    expect(ratiosOf(rows)).toEqual({ cmp1: { cpuRatio: 4, ramRatio: 1 } })
    expect(shortfall).toBe('')
  })

  test('a host that cannot be reached is named and does not lose the others', async () => {
    const { rows, shortfall } = await read(makeConfig(), ['cmp1', 'no-such-host.invalid', 'cmp3'])
    const ratios = { cpuRatio: 8, ramRatio: 1 }
    expect(ratiosOf(rows)).toEqual({ cmp1: ratios, 'no-such-host.invalid': null, cmp3: ratios })
    expect(shortfall).toMatch(/^could not ask a host.*no-such-host\.invalid: .*resolve hostname/)
  })

  test('files that cannot be read, and sudo that is not there, are faults and not "no ratio"', async () => {
    const paths = [join(server.folder, 'missing.conf')]
    await expect(read(makeConfig({ paths }), ['cmp1'])).rejects.toThrow(
      /None of 1 hosts could be asked; cmp1: grep: .*missing\.conf: No such file/,
    )
    await expect(read(makeConfig({ sudo: true }), ['cmp1'])).rejects.toThrow(
      'None of 1 hosts could be asked; cmp1: sudo: a password is required.',
    )
  })

  test('a file without ratios is "not set", and no fault', async () => {
    await writeFile(join(server.folder, 'empty.conf'), 'nothing here\n')
    const { rows, shortfall } = await read(makeConfig({ paths: [join(server.folder, 'empty.conf')] }), [
      'cmp1',
    ])
    expect(ratiosOf(rows)).toEqual({ cmp1: { cpuRatio: null, ramRatio: null } })
    expect(shortfall).toBe('')
  })

  test('a host that never answers ends after its time limit', async () => {
    const { port } = silent.address() as { port: number }
    const begin = performance.now()
    const config = makeConfig({ hostSeconds: 0.5, connectSeconds: 30 })
    config.ssh.options = ['-F', '/dev/null']
    config.ssh.port = port
    await expect(read(config, ['127.0.0.1'])).rejects.toThrow(/127\.0\.0\.1: no answer within 0\.5 s/)
    expect(performance.now() - begin).toBeLessThan(5000)
  })

  test('nothing of the files but sections and ratios leaves the host', async () => {
    const words = buildSshCommand({ name: 'cmp1', ip: '' }, makeConfig().ssh)
    const { execa } = await import('execa')
    const { stdout } = await execa(words[0] ?? '', words.slice(1))
    expect(stdout).toContain('[database]')
    expect(stdout).not.toContain(SECRET)
  })
})

describe('which hosts are asked', () => {
  test('only those of which Placement knows no ratio', async () => {
    const { rows } = await read(makeConfig(), ['cmp1', 'cmp2'], [provider('cmp1', 4)])
    expect(rows.map(({ host }) => host)).toEqual(['cmp2'])
  })

  test('all where nova.conf comes first', async () => {
    const { rows } = await read(makeConfig({}, 'ssh'), ['cmp1', 'cmp2'], [provider('cmp1', 4)])
    expect(rows.map(({ host }) => host)).toEqual(['cmp1', 'cmp2'])
  })

  test('none where Placement is all that counts', async () => {
    await expect(read(makeConfig({}, 'placement'), ['cmp1'])).rejects.toThrow(AbsentError)
  })
})

test('the command never asks anything, and what is configured is in it', () => {
  const config = makeConfig({
    user: 'aether',
    port: 2222,
    identityFile: '/etc/aether/key',
    sudo: true,
    options: [],
    address: 'ip',
    paths: ['/etc/nova/nova.conf'],
  })
  expect(buildSshCommand({ name: 'cmp1', ip: '10.0.0.1' }, config.ssh)).toEqual([
    'ssh',
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=5',
    '-o',
    'LogLevel=ERROR',
    '-l',
    'aether',
    '-p',
    '2222',
    '-i',
    '/etc/aether/key',
    '--',
    '10.0.0.1',
    String.raw`sudo -n grep -hE '^\s*\[|allocation_ratio' /etc/nova/nova.conf`,
  ])
})
