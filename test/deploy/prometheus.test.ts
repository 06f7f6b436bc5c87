import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const project = join(import.meta.dirname, '../..')
let folder: string

beforeAll(async () => {
  folder = await makeTemporaryFolder('prometheus')
  await cp(join(project, 'deploy/prometheus/aether.rules.yml'), join(folder, 'aether.rules.yml'))
})

test('promtool takes the configuration that the documentation shows, with the rules', async () => {
  const page = await readFile(join(project, 'docs/scheduling.md'), 'utf8')
  const [, block = ''] = /^```yaml\n(.*?)^```$/ms.exec(page) ?? []
  expect(block).toContain('scrape_configs')
  await writeFile(join(folder, 'prometheus.yml'), block)
  await writeFile(join(folder, 'aether.password'), 'secret')
  const { stdout } = await execa('promtool', ['check', 'config', 'prometheus.yml'], { cwd: folder })
  expect(stdout).toContain('3 rules found')
})

/** How many alerts of a name fire at a minute, of series that have one value a minute; promtool's time begins at 0. */
async function play(
  series: Record<string, string>,
  expected: [alert: string, minute: number, firing: number][],
) {
  const tests = {
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: expected.map(([alert, minute, firing]) => ({
      expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`,
      eval_time: `${minute}m`,
      exp_samples: [{ labels: '{}', value: firing }],
    })),
  }
  const file = join(folder, 'test.yml')
  await writeFile(
    file,
    stringify({ rule_files: ['aether.rules.yml'], evaluation_interval: '1m', tests: [tests] }),
  )
  const { all } = await execa('promtool', ['test', 'rules', file], { cwd: folder, all: true, reject: false })
  return all
}

test('an alert tells of a picture that is older than two intervals, and of no younger one', async () => {
  const age = { aether_collected_timestamp_seconds: '0x300' }
  const alert = 'AetherTooOld'
  expect(
    await play(age, [
      [alert, 240, 0],
      [alert, 246, 1],
    ]),
  ).toContain('SUCCESS')
  const renewed = { aether_collected_timestamp_seconds: '0x120 7200x300' }
  expect(
    await play(renewed, [
      [alert, 300, 0],
      [alert, 366, 1],
    ]),
  ).toContain('SUCCESS')
})

test('an alert tells of a source that failed in two runs, and of a site that is gone', async () => {
  const twice = {
    'aether_source_up{source="volumes"}': '0x300',
    'aether_source_up{source="servers"}': '1x300',
  }
  expect(
    await play(twice, [
      ['AetherSourceDown', 120, 0],
      ['AetherSourceDown', 181, 1],
    ]),
  ).toContain('SUCCESS')
  const once = { 'aether_source_up{source="volumes"}': '1x60 0x120 1x120' }
  expect(
    await play(once, [
      ['AetherSourceDown', 170, 0],
      ['AetherSourceDown', 290, 0],
    ]),
  ).toContain('SUCCESS')
  const gone = { aether_collected_timestamp_seconds: '0x30 stale' }
  expect(
    await play(gone, [
      ['AetherGone', 30, 0],
      ['AetherGone', 50, 1],
    ]),
  ).toContain('SUCCESS')
})
