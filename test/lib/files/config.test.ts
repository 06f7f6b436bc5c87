import { expect, test } from 'vitest'
import { z } from 'zod'
import { Config } from '../../../src/lib/files/config-schema.ts'
import { defaultConfig, parseConfig } from '../../../src/lib/files/config.ts'

test('an empty file is the defaults, and one key changes one key', () => {
  expect(parseConfig('', 'aether.yaml')).toEqual(defaultConfig)
  expect(parseConfig('# nothing yet\n', 'aether.yaml')).toEqual(defaultConfig)
  expect(parseConfig('site:\n  timeZone: Asia/Jakarta\n', 'aether.yaml')).toEqual({
    ...defaultConfig,
    site: { ...defaultConfig.site, timeZone: 'Asia/Jakarta' },
  })
})

test('tiers are named by ratio, hosts by pattern', () => {
  const config = parseConfig(
    'tiers:\n  4: Shared\n  1.5: Light\nhosts:\n  - match: gpu-*\n    vcpus: 48\n',
    'a.yaml',
  )
  expect(config.tiers).toEqual({ '4': 'Shared', '1.5': 'Light' })
  expect(config.hosts).toEqual([{ match: 'gpu-*', vcpus: 48 }])
})

test.each([
  [
    'site:\n  name: x\n  colour: y',
    'aether.yaml, line 3: "colour" is no key that is known here; accepted are name, timeZone, intervalMinutes, accent',
  ],
  [
    '# one\n\nsitee: 1',
    'aether.yaml, line 3: "sitee" is no key that is known here; accepted are site, cloud,',
  ],
  [
    'ceph:\n  password: hunter2',
    'line 2: "password" is not accepted: secrets stay out of this file; put credentials into clouds.yaml',
  ],
  [
    'collect:\n  concurrency: many',
    'line 2: collect.concurrency must be a whole number from 1 to 256, found "many"',
  ],
  ['site:\n  intervalMinutes: 0', 'line 2: site.intervalMinutes must be a whole number above 0, found 0'],
  ['sources:\n  api: "yes"', 'line 2: sources.api must be true or false, found "yes"'],
  [
    'site: {timeZone: Mars/Olympus}',
    'line 1: site.timeZone must be an IANA time zone such as Europe/Berlin, found "Mars/Olympus"',
  ],
  ['site:\n  accent: red', 'line 2: site.accent must be a colour such as #0969da, found "red"'],
  [
    'tiers:\n  4: Shared\n  big: Other',
    'line 3: tiers.big must be a cpu allocation ratio such as 4 or 1.5 (the key)',
  ],
  [
    'hosts:\n  - match: a\n  - match: b\n    cpuratio: 2',
    'line 4: "cpuratio" is no key that is known here; accepted are match, cpuRatio, ramRatio, vcpus',
  ],
  ['hosts:\n  - match: a\n  - cpuRatio: 2', 'line 3: hosts.1.match must be a text that is not empty'],
  [
    'thresholds:\n  warningPercent: 95',
    'thresholds must be such that warningPercent is below criticalPercent',
  ],
  ['site: {}\nsite: {}', 'line 2: not valid YAML: Map keys must be unique'],
  ['- site', 'line 1: the configuration must be an object with site, cloud,'],
])('%j is refused with key, line and what is accepted', (text, message) => {
  expect(() => parseConfig(text, 'aether.yaml')).toThrow(message)
})

test('a secret is not repeated in the message', () => {
  expect(() => parseConfig('ceph:\n  password: hunter2', 'aether.yaml')).not.toThrow('hunter2')
})

/** After a change of the schema: `npx vitest run test/lib/files/config.test.ts -u`. */
test('the schema for editors is current', async () => {
  const schema = z.toJSONSchema(Config, { io: 'input' })
  const text = `${JSON.stringify({ $id: 'aether.schema.json', title: 'aether.yaml', ...schema }, null, 2)}\n`
  await expect(text).toMatchFileSnapshot('../../../docs/aether.schema.json')
})
