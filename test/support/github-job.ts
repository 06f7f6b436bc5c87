import { join } from 'node:path'
import { parse } from 'yaml'
import { type CiHost, checkOut, type JobResult, readDeployFile, runStep } from './ci-host.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

interface Step {
  id?: string
  uses?: string
  run?: string
  if?: string
  env?: Record<string, string>
  with?: Record<string, string>
}

interface Job {
  env?: Record<string, string>
  steps: Step[]
}

export interface GithubRun extends JobResult {
  /** The runner's folder for what is gone after the job. */
  temporary: string
  /** What was handed to the action that uploads; null where the job did not come that far. */
  uploaded: string | null
}

/**
 * The steps of the job `build` of a workflow, one after the other, as GitHub's runner does. Actions are played: the checkout is a
 * clone, Pages tells an address below a project's name, an upload notes its folder.
 */
export async function runGithubJob(
  host: CiHost,
  file: string,
  settings: { vars?: Record<string, string>; secrets?: Record<string, string> },
): Promise<GithubRun> {
  const { jobs } = parse(await readDeployFile(file)) as { jobs: { build: Job } }
  const workspace = await checkOut(host)
  const temporary = await makeTemporaryFolder('ci-temp')
  const known: Record<string, string> = {
    'runner.temp': temporary,
    'steps.pages.outputs.base_url': 'https://org.github.io/project',
    ...nameAll('vars', settings.vars),
    ...nameAll('secrets', settings.secrets),
  }
  const run: GithubRun = { ok: true, log: '', workspace, temporary, uploaded: null }
  for (const step of jobs.build.steps) {
    if (step.if !== undefined && !isTrue(step.if, known)) continue
    if (step.uses !== undefined) {
      if (isUpload(step.uses)) run.uploaded = join(workspace, step.with?.['path'] ?? '')
      continue
    }
    const written = { ...jobs.build.env, ...step.env }
    const env = Object.fromEntries(
      Object.entries(written).map(([name, value]) => [name, fillIn(value, known)]),
    )
    const { ok, log } = await runStep(fillIn(step.run ?? '', known), workspace, {
      ...host.env,
      GITHUB_ACTIONS: 'true',
      CI: 'true',
      RUNNER_TEMP: temporary,
      ...env,
    })
    run.log += log
    if (!ok) return { ...run, ok }
  }
  return run
}

function isUpload(uses: string): boolean {
  const [name = ''] = uses.split('@')
  const played = ['checkout', 'configure-pages', 'upload-pages-artifact', 'upload-artifact']
  if (!played.map((action) => `actions/${action}`).includes(name)) throw new Error(`Who plays ${uses}?`)
  return name.startsWith('actions/upload')
}

function nameAll(context: string, values: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${context}.${name}`, value]))
}

/** A variable or secret that is not set is an empty text; everything else has to be known. */
function find(name: string, known: Record<string, string>): string {
  const value = known[name] ?? (/^(vars|secrets)\./.test(name) ? '' : undefined)
  if (value === undefined) throw new Error(`Who knows ${name}?`)
  return value
}

function fillIn(text: string, known: Record<string, string>): string {
  return text.replaceAll(/\$\{\{ ([\w.]+) \}\}/g, (_, name: string) => find(name, known))
}

function isTrue(condition: string, known: Record<string, string>): boolean {
  const parts = /^\$\{\{ ([\w.]+) (==|!=) '' \}\}$/.exec(condition)
  if (!parts) throw new Error(`Who understands ${condition}?`)
  return (find(parts[1] ?? '', known) === '') === (parts[2] === '==')
}
