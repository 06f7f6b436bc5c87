import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultConfig, parseConfig } from '../../src/lib/files/config.ts'
import { listSettings } from '../support/setting-rows.ts'

const project = join(import.meta.dirname, '../..')
const read = (path: string) => readFile(join(project, path), 'utf8')

test('the page has every setting of the schema, its default and what it does, and no other', async () => {
  const settings = listSettings(JSON.parse(await read('docs/aether.schema.json')) as object)
  expect(settings.filter(({ meaning }) => meaning === '')).toEqual([])
  const code = (text: string) => (text === '' ? '' : `\`${text}\``)
  const expected = settings.map(
    ({ key, standard, meaning }) => `| ${code(key)} | ${code(standard)} | ${meaning} |`,
  )
  const page = await read('docs/configuring.md')
  const [, table = ''] = /^\| key \| default \| \|\n.*\n((?:\|.*\n)*)/m.exec(page) ?? []
  expect(table.trimEnd().split('\n')).toEqual(expected)
})

test('the example is taken, and changes what it says', async () => {
  const [, example = ''] = /^```yaml\n(.*?)^```$/ms.exec(await read('docs/configuring.md')) ?? []
  const config = parseConfig(example, 'aether.yaml')
  expect(config).toMatchObject({ cloud: 'production', tiers: { '4': 'Shared' }, ceph: { overhead: 3 } })
  expect(config.archive).toEqual(defaultConfig.archive)
})

test('the page has every variable of the environment that a command reads', async () => {
  const files = await readdir(join(project, 'collector'), { recursive: true })
  const texts = await Promise.all(
    files.filter((file) => file.endsWith('.ts')).map((file) => read(join('collector', file))),
  )
  const names = new Set(
    texts.flatMap((text) => [...text.matchAll(/\benv\['([A-Z_]+)'\]/g)].map(([, name = '']) => name)),
  )
  expect(names).toContain('OS_CLOUD')
  const page = await read('docs/configuring.md')
  const [, section = ''] = /## Environment variables(.*)/s.exec(page) ?? []
  // OS_AUTH_URL is one of OS_*.
  const missing = [...names].filter((name) => name !== 'OS_AUTH_URL' && !section.includes(name))
  expect(missing).toEqual([])
})
