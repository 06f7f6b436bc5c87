import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import * as aio from '../../src/lib/files/aio.ts'
import * as volumesFile from '../../src/lib/files/volumes.ts'
import type { Volume } from '../../src/lib/model.ts'
import { auditAccessibility } from '../support/audit.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { useSite } from '../support/site-page.ts'
import { openTable, readRows } from '../support/table-page.ts'

type Known = Record<'id' | 'host' | 'name' | 'projectid' | 'volumes', string>

let first: Known
let second: Known
const shared: Pick<Volume, 'id' | 'name'> = {
  id: 'c0ffee00-0000-4000-8000-000000000001',
  name: `shared-${'v'.repeat(240)}`,
}

/** One volume is attached to two instances. */
async function fillDetails(dataDir: string): Promise<void> {
  await fillFromDemoCloud()(dataDir)
  const file = join(dataDir, volumesFile.FILE)
  const { value } = volumesFile.parseVolumes(await readFile(file, 'utf8'))
  const instances = aio.parseAio(await readFile(join(dataDir, aio.FILE), 'utf8')).value
  const attachments = pick(
    instances.map((row) => ({ ...row, host: row.host ?? '', image: row.imageName })),
  ).map(({ id }, index) => ({
    serverId: id,
    attachmentId: `c0ffee00-0000-4000-8000-00000000010${index}`,
    volumeId: shared.id,
    hostName: '',
    device: `/dev/vd${'xy'[index]}`,
    attachedAt: '2026-11-20T06:11:00Z',
  }))
  const [model] = value
  if (!model) throw new Error('the simulated cloud has no volume')
  const volume = { ...model, ...shared, status: 'in-use', multiattach: true, attachments }
  await writeFile(file, volumesFile.serialiseVolumes([...value, volume]))
}

/** Two that have an image, a host and a plain name. */
function pick<Instance extends Record<'host' | 'image' | 'name' | 'status', string>>(
  instances: readonly Instance[],
): Instance[] {
  return instances
    .filter(
      ({ host, image, name, status }) =>
        host !== '' && image !== '' && /^[a-z0-9-]+$/.test(name) && status === 'ACTIVE',
    )
    .slice(0, 2)
}

const at = useSite(() => getBuiltSite('details', fillDetails), {
  permissions: ['clipboard-read', 'clipboard-write'],
})

beforeAll(async () => {
  const rows = (await readRows(at.site, 'instances')) as Known[]
  const [one, two] = rows.filter(({ volumes }) => volumes.includes(shared.name))
  if (!one || !two) throw new Error('the simulated cloud has too few instances')
  first = one
  second = two
})

const panel = () => at.page.getByRole('dialog', { name: /^Details of/ })
const group = (title: string) =>
  panel()
    .locator('.dt-detail-group')
    .filter({ has: at.page.getByRole('heading', { name: title, exact: true }) })

describe('the details of an instance', () => {
  test('tell in groups what other files know of it', async () => {
    await openTable(at.page, `${at.server.url}instances/?id=${first.id}`)
    await group('Volumes').getByText(shared.name).waitFor()
    expect(await group('Volumes').locator('th').allInnerTexts()).toContain('Bootable')
    // However long a name is, the cells beside it stay readable.
    const boxes = await group('Volumes')
      .locator('tbody tr', { hasText: shared.name })
      .locator('td > span > *')
      .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON()))
    for (const [index, box] of boxes.entries()) {
      expect(box.right).toBeLessThanOrEqual(boxes[index + 1]?.left ?? Infinity)
    }
    expect(await group('State').innerText()).toMatch(/Created\n.*before the collection/)
    expect(await group('State').innerText()).toContain('Launched')
    expect(await group('Place').innerText()).toContain(first.host)
    expect(await group('Place').innerText()).toContain('Host state')
    expect(await group('Flavor').innerText()).toContain('Flavor today')
    expect(await group('Image').innerText()).toContain('Visibility')
    expect(await group('Owner').innerText()).toContain('Domain')
    expect(await auditAccessibility(at.page)).toEqual([])
  })

  test('copy the id, the command and other ids', async () => {
    await openTable(at.page, `${at.server.url}instances/?id=${first.id}`)
    const copied = () => at.page.evaluate(() => navigator.clipboard.readText())
    const button = panel().getByRole('button', { name: 'Copy the id', exact: true })
    await button.click()
    await expect.poll(copied).toBe(first.id)
    // In words, to the eye and to who hears the page.
    await at.page.getByText(`Copied: ${first.id}`).waitFor({ state: 'attached' })
    expect(await button.evaluate((node) => getComputedStyle(node, '::after').content)).toBe('"Copied"')
    await panel().getByRole('button', { name: 'Copy openstack server show' }).click()
    await expect.poll(copied).toBe(`openstack server show ${first.id}`)
    await panel().getByRole('button', { name: 'Copy the Project ID' }).click()
    await expect.poll(copied).toBe(first.projectid)
  })

  test('lead to a volume, and from its every attachment to an instance', async () => {
    await openTable(at.page, `${at.server.url}instances/?id=${first.id}`)
    await group('Volumes').getByRole('link', { name: shared.name }).click()
    await at.page.waitForURL(/volumes\/\?id=/)
    const links = group('Attachments').locator('td a[href*="instances/"]')
    await links.nth(1).waitFor()
    expect(await links.allInnerTexts()).toEqual([first.name, second.name])
    expect(await group('Attachments').textContent()).toContain('c0ffee00-0000-4000-8000-000000000101')
    await links.nth(1).click()
    await at.page.waitForURL(new RegExp(`instances/\\?id=${second.id}`))
    await panel().getByRole('heading', { name: second.name }).waitFor()
  })

  test('of a row that is opened beside it replace what was there', async () => {
    await openTable(at.page, `${at.server.url}instances/?id=${first.id}&q=${second.id}`)
    await group('Volumes').getByText(shared.name).waitFor()
    await at.page.locator('.tabulator-row').first().click()
    await panel().getByRole('heading', { name: second.name }).waitFor()
    expect(await panel().innerText()).not.toContain(first.id)
  })

  test('are a sheet on a phone', async () => {
    await at.page.setViewportSize({ width: 390, height: 844 })
    await openTable(at.page, `${at.server.url}instances/?id=${first.id}`)
    await group('Volumes').getByText(shared.name).waitFor()
    const box = await panel().boundingBox()
    expect(box).toMatchObject({ x: 0, width: 390 })
    expect(box?.y).toBeGreaterThan(80)
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await at.page.keyboard.press('Escape')
    await panel().waitFor({ state: 'detached' })
  })

  test('stay readable where the rest cannot be fetched', async () => {
    await at.context.route('**/rows/details/**', (route) => route.fulfill({ status: 503 }))
    await openTable(at.page, `${at.server.url}instances/?id=${first.id}`)
    await group('Volumes').getByText('could not be fetched').waitFor()
    expect(await group('Volumes').innerText()).toContain(shared.name)
    expect(await group('Place').innerText()).toContain(first.host)
    at.complaints.length = 0
  })
})
