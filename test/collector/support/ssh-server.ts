import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

import { execa } from 'execa'

const SSHD = '/usr/sbin/sshd'

export interface SshServer {
  port: number
  folder: string
  /** For `ssh -F`: each of the names is an alias of the loopback address. */
  clientConfig: string
  close(): Promise<void>
}

/** A real sshd of our own on an ephemeral port of the loopback interface, with keys of its own. */
export async function startSshServer(names: string[]): Promise<SshServer> {
  const folder = await mkdtemp(join(tmpdir(), 'aether-sshd-'))
  const [hostKey, userKey] = [join(folder, 'host_key'), join(folder, 'user_key')]
  for (const key of [hostKey, userKey])
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  await writeFile(join(folder, 'authorized_keys'), await readFile(`${userKey}.pub`))
  // As root sshd wants the folder that its Debian service makes.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true })
  // A sudo that this user may not use.
  await writeFile(join(folder, 'sudo'), '#!/bin/sh\necho "sudo: a password is required" >&2\nexit 1\n')
  await chmod(join(folder, 'sudo'), 0o755)
  const port = await findFreePort()
  await writeFile(
    join(folder, 'sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${hostKey}`,
      `PidFile ${join(folder, 'pid')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'MaxStartups 100',
      `SetEnv PATH=${folder}:/usr/bin:/bin`,
      '',
    ].join('\n'),
  )
  const server = execa(SSHD, ['-D', '-e', '-f', join(folder, 'sshd_config')], { reject: false })
  await waitForPort(port)
  const [type, publicKey] = (await readFile(`${hostKey}.pub`, 'utf8')).split(' ')
  await writeFile(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${type} ${publicKey}\n`)
  const clientConfig = join(folder, 'ssh_config')
  await writeFile(
    clientConfig,
    [
      `Host ${names.join(' ')}`,
      '  HostName 127.0.0.1',
      `  Port ${port}`,
      `  User ${userInfo().username}`,
      `  IdentityFile ${userKey}`,
      '  IdentitiesOnly yes',
      `  UserKnownHostsFile ${join(folder, 'known_hosts')}`,
      '  CheckHostIP no',
      '',
    ].join('\n'),
  )
  return {
    port,
    folder,
    clientConfig,
    async close() {
      server.kill()
      await server
      await rm(folder, { recursive: true })
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function waitForPort(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket.end() !== undefined))
      socket.on('error', () => resolve(false))
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`sshd does not listen on port ${port}`)
}
