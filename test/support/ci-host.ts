import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { makeTemporaryFolder } from './temporary-folder.ts'

const project = join(import.meta.dirname, '../..')

/** What a host of CI has of a project: a bare repository with this project and a configuration on `main`, and a machine with npm. */
export interface CiHost {
  folder: string
  /** The bare repository. */
  remote: string
  /** What an earlier job installed, which the next one finds in place, as on a machine that keeps its packages; null before the first. */
  packages: string | null
  env: Record<string, string>
}

/** What a job left. `log` is all that its steps printed. */
export interface JobResult {
  ok: boolean
  log: string
  workspace: string
}

export async function startCiHost(files: Record<string, string>): Promise<CiHost> {
  const folder = await makeTemporaryFolder('ci')
  const remote = join(folder, 'project.git')
  const copy = join(folder, 'copy')
  const { stdout } = await execa('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: project,
  })
  // The tests of this project would be dead weight in each checkout.
  for (const path of stdout.split('\n').filter((name) => !/^(test|docs)\//.test(name))) {
    await mkdir(dirname(join(copy, path)), { recursive: true })
    await cp(join(project, path), join(copy, path)).catch(ignoreMissing)
  }
  for (const [path, text] of Object.entries(files)) await writeFile(join(copy, path), text)
  const env = await makeEnvironment(folder)
  const git = (args: string[]) => execa('git', args, { cwd: copy, env, extendEnv: false })
  await git(['init', '--quiet', '--bare', '--initial-branch=main', remote])
  await git(['init', '--quiet', '--initial-branch=main'])
  await git(['add', '--all'])
  await git(['-c', 'user.name=Ann', '-c', 'user.email=ann@localhost', 'commit', '--quiet', '-m', 'Aether'])
  await git(['push', '--quiet', remote, 'main'])
  return { folder, remote, packages: null, env }
}

/** A fresh checkout for a job, as `actions/checkout` and GitLab's runner make it. */
export async function checkOut(host: CiHost): Promise<string> {
  const workspace = await makeTemporaryFolder('ci-job')
  await execa('git', ['clone', '--quiet', '--depth=1', `file://${host.remote}`, workspace])
  await handPackages(host, workspace)
  return workspace
}

/** The packages go from job to job: a copy of its own for each would take longer than the job. */
export async function handPackages(host: CiHost, workspace: string): Promise<void> {
  const own = join(workspace, 'node_modules')
  if (host.packages !== null) await rename(host.packages, own)
  host.packages = own
}

/** One step, as both hosts run it: bash that ends at the first failure. Resolves with what it printed. */
export async function runStep(
  script: string,
  workspace: string,
  env: Record<string, string>,
): Promise<{ ok: boolean; log: string }> {
  const { exitCode, all } = await execa('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: workspace,
    env,
    extendEnv: false,
    reject: false,
    all: true,
  })
  return { ok: exitCode === 0, log: `${all}\n` }
}

/** The log that people see: GitHub's runner takes its commands out of it. */
export function readVisibleLog(log: string): { text: string; masked: string[] } {
  const lines = log.split('\n')
  const isMask = (line: string) => line.startsWith('::add-mask::')
  return {
    text: lines.filter((line) => !isMask(line)).join('\n'),
    masked: lines.filter(isMask).map((line) => line.slice('::add-mask::'.length)),
  }
}

/** Nothing of this machine but where its programs are and how npm reaches its registry. */
async function makeEnvironment(home: string): Promise<Record<string, string>> {
  const env: Record<string, string> = {
    PATH: removeOwnPrograms(process.env['PATH'] ?? ''),
    HOME: home,
    // What was installed for the tests need not be fetched again.
    npm_config_prefer_offline: 'true',
  }
  for (const setting of ['registry', 'cache', 'userconfig']) {
    const { stdout } = await execa('npm', ['config', 'get', setting], { cwd: project })
    env[`npm_config_${setting}`] = stdout.trim()
  }
  for (const [name, value] of Object.entries(process.env)) {
    if (value && /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i.test(name)) env[name] = value
  }
  return env
}

/** npm puts this project's programs first, among them its Node; a job has the machine's. */
function removeOwnPrograms(path: string): string {
  return path
    .split(':')
    .filter((folder) => !folder.includes('node_modules') && !folder.includes('node-gyp-bin'))
    .join(':')
}

/** Somebody else's file may go while it is copied. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

/** A file of deploy/ci, parsed by the caller. */
export function readDeployFile(name: string): Promise<string> {
  return readFile(join(project, 'deploy/ci', name), 'utf8')
}
