import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type DraftEntry, NO_ENTRY } from '../../src/lib/reservation-draft/draft.ts'
import { encodeDraft } from '../../src/lib/reservation-draft/draft-link.ts'
import { auditAccessibility } from '../support/audit.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { useSite } from '../support/site-page.ts'

const FIXTURE = join(import.meta.dirname, '../fixtures/earlier-tool')

const at = useSite(
  () =>
    getBuiltSite('nothing-reserved', async (dataDir) => {
      await cp(FIXTURE, dataDir, { recursive: true })
      await rm(join(dataDir, 'reserved.json'))
    }),
  {
    permissions: ['clipboard-read', 'clipboard-write'],
  },
)

function linkTo(entry: Partial<DraftEntry>): string {
  const draft = [{ host: 'cloud-node-01', base: 'x', entry: { ...NO_ENTRY, ...entry } }]
  return `${at.server.url}allocation/?draft=${encodeDraft(draft)}`
}

async function openDraft(address: string): Promise<void> {
  await at.page.goto(address)
  await at.page.locator('.draft[data-ready]').waitFor()
}

const keptDrafts = () =>
  at.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('aether:draft:')))

test('a draft that a link brought is not kept by looking, and is once it is changed', async () => {
  await openDraft(linkTo({ vcpus: 3 }))
  expect(await at.page.locator('.draft-notices').textContent()).toContain('keeps it once you change it')
  expect(await keptDrafts()).toEqual([])
  await at.page.goto(`${at.server.url}allocation/`)
  await at.page.locator('.draft-offer').waitFor()
  expect(await at.page.locator('.draft').count()).toBe(0)

  await openDraft(linkTo({ vcpus: 3 }))
  await at.page.locator('.draft').getByLabel('vCPU', { exact: true }).fill('4')
  await expect.poll(keptDrafts).toHaveLength(1)
  expect(await at.page.locator('.draft-notices').textContent()).not.toContain('came with the link')
  await openDraft(`${at.server.url}allocation/`)
  // One's own that was discarded is kept again where Back brings it back.
  await at.page.getByRole('button', { name: 'Discard the draft' }).click()
  await expect.poll(keptDrafts).toEqual([])
  await at.page.goBack()
  await at.page.locator('.draft[data-ready]').waitFor()
  await expect.poll(keptDrafts).toHaveLength(1)
})

test('what the command refuses of a link is left out and said, and the import is told with --force', async () => {
  await openDraft(linkTo({ vcpus: 900, until: '2020-01-01' }))
  const panel = at.page.locator('.draft-export')
  expect(await at.page.locator('.draft-commands').textContent()).toBe(
    'aether reserve set cloud-node-01 --cpu 900 --force',
  )
  const words = (await panel.textContent()) ?? ''
  expect(words).toContain('2020-01-01, the end of cloud-node-01, is over.')
  expect(words).toMatch(/aether reserve import \S+\.json --force, since more than is free/)
  await at.page.locator('.draft').getByLabel('Until', { exact: true }).fill('')
  await at.page.locator('.draft').getByLabel('vCPU', { exact: true }).fill('1')
  await expect.poll(() => panel.textContent()).not.toContain('--force')
})

test('the commands show what turns a line, and are copied as they are', async () => {
  await openDraft(linkTo({ purpose: 'a\u202Eb' }))
  const mark = at.page.locator('.draft-commands .control')
  expect(await mark.getAttribute('data-name')).toBe('RLO')
  expect(await auditAccessibility(at.page)).toEqual([])
  await at.page.getByRole('button', { name: 'Copy commands' }).click()
  await expect
    .poll(() => at.page.evaluate(() => navigator.clipboard.readText()))
    .toBe("aether reserve set cloud-node-01 --purpose 'a\u202Eb'\n")
})

test('the whole file is made without asking for one that there is not', async () => {
  await openDraft(linkTo({ vcpus: 1 }))
  const [download] = await Promise.all([
    at.page.waitForEvent('download'),
    at.page.getByRole('button', { name: 'Whole reserved.json' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('reserved.json')
})
