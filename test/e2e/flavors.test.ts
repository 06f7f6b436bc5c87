import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import * as aio from '../../src/lib/files/aio.ts'
import * as flavorsFile from '../../src/lib/files/flavors.ts'
import { auditAccessibility } from '../support/audit.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { useSite } from '../support/site-page.ts'
import { openTable, readCount, readRows, type Row } from '../support/table-page.ts'

let flavors: Row[]
let everyInstance: Row[]

/** Two flavors are called "twin": three instances have the first, two the second. Who may use "locked" was not told; "gone" is deleted. */
async function fillFlavors(dataDir: string): Promise<void> {
  await fillFromDemoCloud()(dataDir)
  const file = join(dataDir, flavorsFile.FILE)
  const known = flavorsFile.parseFlavors(await readFile(file, 'utf8')).value
  const [model] = known
  if (!model) throw new Error('the simulated cloud has no flavor')
  const added = [
    { ...model, id: 'twin-1', name: 'twin' },
    { ...model, id: 'twin-2', name: 'twin' },
    { ...model, id: 'locked', name: 'locked', isPublic: false, projectIds: null },
  ]
  await writeFile(file, flavorsFile.serialiseFlavors([...known, ...added]))
  const rows = join(dataDir, aio.FILE)
  const { value } = aio.parseAio(await readFile(rows, 'utf8'))
  const changed = value.map((instance, index) => ({ ...instance, ...flavorAt(index) }))
  await writeFile(rows, aio.serialiseAio(changed))
}

function flavorAt(index: number): { flavorName?: string; flavorId?: string } {
  if (index < 5) return { flavorName: 'twin', flavorId: index < 3 ? 'twin-1' : 'twin-2' }
  return index === 5 ? { flavorName: 'gone', flavorId: '' } : {}
}

const at = useSite(() => getBuiltSite('flavors', fillFlavors))

beforeAll(async () => {
  flavors = await readRows(at.site, 'flavors')
  everyInstance = await readRows(at.site, 'instances')
})

test.each([
  ['twin-1', 3],
  ['twin-2', 2],
])('the count of %s opens its %i instances and no others', async (id, count) => {
  await openTable(at.page, `${at.server.url}flavors/?q=id:${id}`)
  await at.page.locator('.tabulator-row [tabulator-field="instances"] a').first().click()
  await at.page.waitForURL(/instances\//)
  await at.page.locator('[data-ready]').waitFor()
  expect((await readCount(at.page))[0]).toBe(count)
})

test('every other count opens as many instances, found by name', async () => {
  const used = flavors.filter(({ name, use }) => name !== 'twin' && use === 'in use')
  expect(used.length).toBeGreaterThan(2)
  for (const { id, instances: count } of used.slice(0, 3)) {
    await openTable(at.page, `${at.server.url}flavors/?q=id:${id}`)
    await at.page.locator('.tabulator-row [tabulator-field="instances"] a').first().click()
    await at.page.waitForURL(/instances\/\?f\.flavor=/)
    await at.page.locator('[data-ready]').waitFor()
    expect(String((await readCount(at.page))[0])).toBe(count)
  }
})

test('instances that no flavor counts are said below the sum', async () => {
  await openTable(at.page, `${at.server.url}flavors/`)
  const counted = flavors.reduce(
    (sum, { instances: count }) => sum + Number((count ?? '').replaceAll(',', '')),
    0,
  )
  expect(counted).toBeLessThan(everyInstance.length)
  const note = await at.page.locator('.elsewhere').innerText()
  expect(Number(/\d+/.exec(note)?.[0])).toBe(everyInstance.length - counted)
  expect(note).toContain('of a deleted flavor')
  await at.page.getByRole('link', { name: 'Show them' }).click()
  await at.page.waitForURL(/instances/)
  await at.page.locator('[data-ready]').waitFor()
  expect(await readCount(at.page)).toEqual([everyInstance.length - counted, everyInstance.length])
})

test('the unused are marked in words, and one link shows them alone', async () => {
  await openTable(at.page, `${at.server.url}flavors/`)
  const unused = flavors.filter(({ use }) => use === 'unused')
  expect(unused.length).toBeGreaterThan(0)
  await at.page.getByRole('link', { name: 'Show the unused' }).click()
  await at.page.waitForURL(/f\.use=unused/)
  await at.page.locator('[data-ready]').waitFor()
  expect((await readCount(at.page))[0]).toBe(unused.length)
  expect(await at.page.locator('.tabulator-row').first().innerText()).toContain('unused')
  expect(await auditAccessibility(at.page)).toEqual([])
})

test('private flavors name the projects that may use them, or say that it is not known', async () => {
  const shared = flavors.find(({ public: isPublic, access }) => isPublic === 'no' && access !== 'not known')
  expect(shared?.access).not.toBe('')
  await openTable(at.page, `${at.server.url}flavors/?id=${shared?.id}`)
  const panel = at.page.getByRole('dialog', { name: /^Details of/ })
  const link = panel.locator('a[href*="projects/"]').first()
  const name = await link.innerText()
  expect(shared?.access).toContain(name)
  await link.click()
  await at.page.waitForURL(/projects\/.+\//)
  expect(await at.page.locator('h1').innerText()).toBe(name)
  await openTable(at.page, `${at.server.url}flavors/?id=locked`)
  expect(await panel.innerText()).toContain('not known')
})
