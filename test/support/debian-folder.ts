import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { readAptSettings, readCertificates, readNpmSettings } from './machine-settings.ts'

const CACHED = join(import.meta.dirname, '../../state/debian-12')

/** What a command in the folder has of this machine's environment. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export interface Debian {
  /** Where its root is, seen from outside. */
  folder: string
  /** Runs a script in it by bash, as root in /root with a log-in's environment. Rejects where it fails, unless told otherwise. */
  run(script: string, options?: RunOptions): Promise<RunResult>
  /** Ends every process in it and removes it. */
  close(): Promise<void>
}

interface RunOptions {
  user?: string
  env?: Record<string, string>
  input?: string
  reject?: boolean
}

interface RunResult {
  exitCode: number
  stdout: string
  stderr: string
  all: string
}

/**
 * A clean Debian 12 (debootstrap's minbase) with this machine's apt and certificate settings, and nothing else. Made once, in the ignored
 * state folder, which takes a minute; whoever changes something does so in a copy.
 */
export async function prepareDebian(): Promise<string> {
  if (existsSync(CACHED)) return CACHED
  await mkdir(dirname(CACHED), { recursive: true })
  const making = await mkdtemp(`${CACHED}-`)
  try {
    // Its root is to be entered by every user.
    await chmod(making, 0o755)
    const apt = await readAptSettings()
    await execa('debootstrap', ['--variant=minbase', 'bookworm', making, apt.mirror], {
      env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
    })
    await execa('chroot', [making, 'apt-get', 'clean'], { env: { PATH } })
    for (const [file, text] of [...apt.files, ...(await readCertificates())]) {
      await mkdir(join(making, dirname(file)), { recursive: true })
      await writeFile(join(making, file), text)
    }
    // No service of a package that is installed starts by itself: nothing runs here but what a command starts.
    await writeFile(join(making, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    // Another run may have been quicker.
    await rename(making, CACHED).catch(async (error) => {
      if (!existsSync(CACHED)) throw error
      await rm(making, { recursive: true })
    })
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
  return CACHED
}

/** A copy of the clean Debian, to run commands in as on a machine of its own. It shares this one's network, so take free ports. */
export async function openDebian(): Promise<Debian> {
  const clean = await prepareDebian()
  const folder = await mkdtemp(join(tmpdir(), 'aether-debian-'))
  await execa('cp', ['-a', '--reflink=auto', `${clean}/.`, folder])
  for (const file of ['/etc/resolv.conf', '/etc/hosts']) await cp(file, join(folder, file))
  const machine = execa(
    'sh',
    ['-c', 'unshare --mount --pid --fork --kill-child sh -c "$1" sh "$2"; rm -rf "$2"', 'sh', FIRST, folder],
    { detached: true, stdin: 'pipe', stdout: 'pipe', stderr: 'inherit', reject: false },
  )
  const init = await readInit(machine)
  const npm = await readNpmSettings()
  return {
    folder,
    run: (script, options = {}) => runIn(folder, init, { ...npm, ...options.env }, script, options),
    async close() {
      machine.stdin.end()
      await machine
    },
  }
}

/**
 * The first process of the folder's own process and mount namespaces. It ends with this end of its pipe, however the test ends, and
 * with it go all processes and mounts of the folder.
 */
const FIRST = `
mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && mount -t tmpfs tmpfs "$1/run" || exit 1
echo ready
exec cat > /dev/null
`

/** The first process's number as this machine sees it, once its mounts are there. */
async function readInit(machine: {
  pid?: number | undefined
  stdout: NodeJS.ReadableStream
}): Promise<string> {
  for await (const chunk of machine.stdout) if (String(chunk).includes('ready')) break
  const unshare = await readChild(String(machine.pid))
  return readChild(unshare)
}

async function readChild(pid: string): Promise<string> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  const [child] = children.trim().split(' ')
  if (!child) throw new Error('The Debian folder could not be entered: unshare needs root and mounts.')
  return child
}

async function runIn(
  folder: string,
  init: string,
  env: Record<string, string>,
  script: string,
  { user = 'root', input = '', reject = true }: RunOptions,
): Promise<RunResult> {
  const home = user === 'root' ? '/root' : '/'
  const { exitCode, stdout, stderr, all } = await execa(
    'nsenter',
    [
      '--target',
      init,
      '--mount',
      '--pid',
      'chroot',
      `--userspec=${user}`,
      folder,
      'bash',
      '-c',
      `cd\n${script}`,
    ],
    {
      env: { PATH, HOME: home, LANG: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive', ...env },
      extendEnv: false,
      input,
      reject,
      all: true,
    },
  )
  return { exitCode: exitCode ?? 1, stdout, stderr, all }
}
