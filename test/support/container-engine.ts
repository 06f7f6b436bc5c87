import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { prepareDebian } from './debian-folder.ts'
import { waitUntil } from './wait-until.ts'

const SOCKET = 'podman.sock'

/** Where the engine keeps the images, with the steps of their builds, which take minutes: for a week, so that they do not grow old. */
const HOME = join(import.meta.dirname, '../../state/container-engine')
const WEEK_MS = 7 * 24 * 3_600_000

/** What ends all containers, and removes all but the images. */
const CLEAR = 'podman rm --all --force --time 0; podman volume prune --force; podman network prune --force'

export interface ContainerEngine {
  /** Runs a script by bash, in which `docker` is this engine. */
  run(script: string, options?: EngineRunOptions): Promise<EngineRun>
  /** Ends every container, and removes all but the images. */
  close(): Promise<void>
}

interface EngineRunOptions {
  cwd?: string
  env?: Record<string, string>
  input?: string
}

interface EngineRun {
  exitCode: number
  stdout: string
  all: string
}

/**
 * A container engine of its own: podman in the place of docker, with Debian's docker-compose, and as debian:12-slim the clean Debian of
 * debootstrap, since neither a docker daemon nor Docker Hub is to be expected here.
 */
export async function openContainerEngine(): Promise<ContainerEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'aether-engine-'))
  const env = await configure(folder)
  const service = execa('podman', ['system', 'service', '--time', '0', env['DOCKER_HOST'] ?? ''], {
    env,
    reject: false,
  })
  const engine: ContainerEngine = {
    async run(script, options = {}) {
      const result = await execa('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: options.cwd ?? folder,
        env: { ...env, ...options.env },
        input: options.input ?? '',
        reject: false,
        all: true,
      })
      return { exitCode: result.exitCode ?? 1, stdout: result.stdout, all: result.all }
    },
    async close() {
      await engine.run(CLEAR)
      service.kill()
      await service
      await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    const { exitCode, all } = await engine.run(BASE, { env: { DEBIAN: await prepareDebian() } })
    if (exitCode !== 0) throw new Error(`podman does not work here: ${all}`)
    await waitUntil('the engine listens', () => existsSync(join(folder, SOCKET)), 100)
  } catch (error) {
    await engine.close()
    throw error
  }
  return engine
}

const BASE = `${CLEAR}
podman image exists debian:12-slim || tar -C "$DEBIAN" -c . | podman import - docker.io/library/debian:12-slim`

/** The engine's settings, in a folder of this run, and what podman asks of a machine at its smallest. */
async function configure(folder: string): Promise<Record<string, string>> {
  const made = await stat(HOME).catch(() => null)
  if (made && Date.now() - made.birthtimeMs > WEEK_MS) await rm(HOME, { recursive: true })
  await mkdir(join(HOME, 'networks'), { recursive: true })
  await mkdir(join(folder, 'bin'))
  await writeFile(
    join(folder, 'storage.conf'),
    `[storage]\ndriver = "overlay"\ngraphroot = "${HOME}/storage"\nrunroot = "${HOME}/run"\n`,
  )
  await writeFile(
    join(folder, 'containers.conf'),
    `[containers]
# The default asks for more than a sandbox may give.
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[network]
network_backend = "cni"
network_config_dir = "${HOME}/networks"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
tmp_dir = "${HOME}/tmp"
`,
  )
  await writeFile(join(folder, 'bin/docker'), DOCKER)
  await chmod(join(folder, 'bin/docker'), 0o755)
  return {
    PATH: `${folder}/bin:${process.env['PATH']}:/usr/sbin:/sbin`,
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    DOCKER_HOST: `unix://${folder}/${SOCKET}`,
  }
}

/** What podman is told otherwise than docker. Its health checks are timers of systemd, which need not be there. */
const DOCKER = `#!/bin/sh
case $1 in
  compose) shift; exec docker-compose "$@" ;;
  build) shift; exec podman build --format docker --network host "$@" ;;
  run) shift; exec podman run --no-healthcheck "$@" ;;
  save) shift; exec podman save --multi-image-archive "$@" ;;
esac
exec podman "$@"
`
