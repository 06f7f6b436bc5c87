import { join } from 'node:path'
import { parse } from 'yaml'
import { type CiHost, checkOut, type JobResult, readDeployFile, runStep } from './ci-host.ts'

export interface GitlabRun extends JobResult {
  /** The folder that Pages would serve. */
  published: string
}

/** The script of a job as GitLab's runner runs it: all lines in one shell, with the variables of the project in its environment. */
export async function runGitlabJob(
  host: CiHost,
  job: string,
  variables: Record<string, string>,
): Promise<GitlabRun> {
  const jobs = parse(await readDeployFile('gitlab-ci.yml')) as Record<string, { script: string[] }>
  const workspace = await checkOut(host)
  const env = { ...host.env, CI: 'true', GITLAB_CI: 'true', ...variables }
  const { ok, log } = await runStep(jobs[job]?.script.join('\n') ?? 'false', workspace, env)
  return { ok, log, workspace, published: join(workspace, 'public') }
}
