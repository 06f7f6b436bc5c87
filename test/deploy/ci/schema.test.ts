import { readFile, writeFile } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readDeployFile } from '../../support/ci-host.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

// It imports JSON without saying so, which Node takes only of those who do.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } =
  await import('@actions/workflow-parser')

/** What GitHub's own parser of workflows complains of. */
async function checkWorkflow(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: 'aether.yml', content }, new NoOperationTraceWriter())
  if (value) await convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}

/** What the schema of GitLab says, as gitlab-ci-local holds files to it. */
async function checkGitlab(content: string): Promise<{ exitCode: number | undefined; output: string }> {
  const folder = await makeTemporaryFolder('gitlab')
  await execa('git', ['init', '--quiet'], { cwd: folder })
  await writeFile(join(folder, '.gitlab-ci.yml'), content)
  const command = fileURLToPath(import.meta.resolve('gitlab-ci-local'))
  const { exitCode, all } = await execa(process.execPath, [command, '--list-json'], {
    cwd: folder,
    all: true,
    reject: false,
  })
  return { exitCode, output: all }
}

const workflows = ['github-pages.yml', 'artifacts.yml']

describe.each(workflows)('%s', (name) => {
  test('is what GitHub takes', async () => {
    expect(await checkWorkflow(await readDeployFile(name))).toEqual([])
  })

  test('has the rights that it needs and no others, and never two runs at once', async () => {
    const workflow = parse(await readDeployFile(name)) as {
      permissions: object
      concurrency: object
      jobs: Record<string, { permissions: object; 'timeout-minutes': number; steps: { uses?: string }[] }>
    }
    expect(workflow.permissions).toEqual({})
    expect(workflow.concurrency).toEqual({ group: 'aether', 'cancel-in-progress': false })
    const rights = Object.entries(workflow.jobs).map(([job, { permissions }]) => [job, permissions])
    expect(Object.fromEntries(rights)).toEqual(
      name === 'artifacts.yml'
        ? { build: { contents: 'write' } }
        : { build: { contents: 'write', pages: 'read' }, deploy: { pages: 'write', 'id-token': 'write' } },
    )
    for (const job of Object.values(workflow.jobs)) {
      expect(job['timeout-minutes']).toBeGreaterThan(0)
      for (const { uses } of job.steps) if (uses) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/)
    }
  })
})

test("GitHub's parser would tell: a key, a right or a context that is not there", async () => {
  const good = await readDeployFile('github-pages.yml')
  const wrong: [string, string, RegExp][] = [
    ['timeout-minutes', 'time-out', /Unexpected value 'time-out'/],
    ['contents: write', 'contents: some', /Unexpected value 'some'/],
    ['secrets.CLOUDS_YAML', 'secret.CLOUDS_YAML', /Unrecognized named-value: 'secret'/],
    ["cron: '11 */2", "cron: '99 */2", /cron/i],
  ]
  for (const [from, to, message] of wrong) {
    const problems = await checkWorkflow(good.replace(from, to))
    expect(problems.join('\n'), to).toMatch(message)
  }
})

test('gitlab-ci.yml is what GitLab takes, and never runs twice at once', async () => {
  const content = await readDeployFile('gitlab-ci.yml')
  expect(await checkGitlab(content)).toMatchObject({ exitCode: 0 })
  const { pages } = parse(content) as { pages: Record<string, unknown> }
  expect(pages['resource_group']).toBe('aether')
  const wrong = await checkGitlab(content.replace('expire_in', 'expires'))
  expect(wrong.exitCode).not.toBe(0)
  expect(wrong.output).toContain("'expires' property is not expected to be here")
})

test('without Pages, by the line that the documentation has, it is an artifact alone', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../docs/ci-publishing.md'), 'utf8')
  const [, command = ''] = /`(sed -i [^`]+) \.gitlab-ci\.yml`/.exec(page) ?? []
  const folder = await makeTemporaryFolder('artifact')
  await writeFile(join(folder, 'file'), await readDeployFile('gitlab-ci.yml'))
  await execa('sh', ['-c', `${command} file`], { cwd: folder })
  const content = await readFile(join(folder, 'file'), 'utf8')
  expect(await checkGitlab(content)).toMatchObject({ exitCode: 0 })
  const jobs = parse(content) as { pages?: unknown; site: unknown; sources: { needs: unknown } }
  expect(jobs.pages).toBeUndefined()
  expect(jobs.site).toMatchObject({ artifacts: { paths: ['public'] } })
  expect(jobs.sources.needs).toEqual(['site'])
})

test('the scripts are what a POSIX shell takes', async () => {
  const folder = join(import.meta.dirname, '../../../deploy/ci')
  for (const name of ['branch.sh', 'refresh.sh', 'site.sh']) {
    await execa('sh', ['-n', join(folder, name)])
  }
})
