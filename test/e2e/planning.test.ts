import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { auditAccessibility } from '../support/audit.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillPlanning, IDS } from '../support/planning-data.ts'
import { useSite } from '../support/site-page.ts'

const at = useSite(() => getBuiltSite('planning', fillPlanning))

async function open(path: string): Promise<void> {
  await at.page.goto(at.server.url + path)
  await at.page.locator('.plan[data-ready]').waitFor()
}

const row = (id: string) =>
  at.page.locator('.plan-instances tbody tr', { has: at.page.locator(`[title="${id}"]`) })
const refusalOf = (id: string) => row(id).locator('.plan-reasons').innerText()
const moves = () => at.page.locator('.plan-move')
const commands = () => at.page.getByLabel('Commands of this plan').inputValue()

/** The figures of a host's card: each line as `vCPU now 20 of 40 50.0 % 20 free`. */
async function figures(host: string): Promise<string[]> {
  const lines = await at.page.getByLabel(`Host ${host}`).locator('.plan-figures tbody tr').allInnerTexts()
  return lines.map((line) => line.replaceAll(/\s+/g, ' ').trim())
}

async function downloadText(button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    at.page.waitForEvent('download'),
    at.page.getByRole('button', { name: button, exact: true }).click(),
  ])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

describe('the planner', () => {
  test('moves an instance, shows both hosts before and after, and says how', async () => {
    await open('migration/?from=source&to=roomy')
    await row(IDS.web)
      .getByRole('button', { name: `Move web, ${IDS.web} to roomy` })
      .click()
    // 20 of 40 vCPU were used on the source, 2 on the destination.
    expect(await figures('source')).toEqual([
      'vCPU now 20 of 40 50.0 % 20 free',
      'then 18 of 40 45.0 % 22 free',
      'RAM now 24 GiB of 64 GiB 37.5 % 40 GiB free',
      'then 20 GiB of 64 GiB 31.3 % 44 GiB free',
    ])
    expect((await figures('roomy')).slice(0, 2)).toEqual([
      'vCPU now 2 of 40 5.0 % 38 free',
      'then 4 of 40 10.0 % 36 free',
    ])
    expect(await commands()).toBe(
      `openstack --os-compute-api-version 2.30 server migrate --live-migration --host roomy-service --wait ${IDS.web}\n`,
    )
  })

  test.each([
    ['few-vcpus', 'few-vcpus has 1 vCPU free, 2 vCPU needed'],
    ['little-ram', 'little-ram has 3 GiB RAM free, 4 GiB RAM needed'],
    ['small-units', 'small-units takes at most 1 vCPU for one server, 2 vCPU needed'],
    ['spare', 'spare is a spare: "Backup for maintenance"'],
    ['reserved', 'reserved has 10 vCPU free, but 9 vCPU reserved for "Project X", 2 vCPU needed'],
    ['gone', 'gone is down'],
    ['off', 'off is disabled: broken fan'],
    ['east', 'east is in zone east, not in west'],
    ['without-trait', 'without-trait lacks the trait CUSTOM_SSD'],
    ['nobody-knows', 'nobody-knows has an unknown capacity of vCPU and RAM'],
  ])('refuses %s in words', async (host, words) => {
    await open(`migration/?from=source&to=${host}`)
    expect((await refusalOf(IDS.web)).split('\n')).toContain(words)
    expect(await row(IDS.web).getByRole('button').count()).toBe(0)
  })

  test('refuses what is the instance’s own matter, and its group’s', async () => {
    await open('migration/?from=source&to=roomy')
    expect(await refusalOf(IDS.building)).toBe('new is busy: spawning')
    expect(await refusalOf(IDS.pinned)).toBe('roomy has no dedicated CPUs')
    expect(await refusalOf(IDS.grouped)).toBe('roomy already has "db-2" of the anti-affinity group "db"')
  })

  test('may use what is kept back when it is told to', async () => {
    await open('migration/?from=source&to=reserved')
    expect(await row(IDS.web).getByRole('button').count()).toBe(0)
    await at.page.getByLabel('Use what is reserved').check()
    await row(IDS.web).getByRole('button', { name: 'to reserved' }).click()
    expect(await moves().count()).toBe(1)
    const { search, hash } = new URL(at.page.url())
    expect(search + hash).toBe('?from=source&to=reserved&use=reserved#move=reserved*aaaaaaaa')
  })

  test('empties a host in one step, names what has no place, and undoes it in one step', async () => {
    await open('migration/?from=source')
    await at.page.getByRole('button', { name: 'Empty this host' }).click()
    // The largest first; the pinned one to the only host with such CPUs, the group apart.
    const names = await moves().locator('.plan-name').allInnerTexts()
    expect(names).toEqual(['web', 'web', 'db-1', 'pinned'])
    expect(await at.page.locator('.plan-notice').innerText()).toContain('new: new is busy: spawning')
    await at.page.getByRole('button', { name: 'Undo' }).click()
    expect(await moves().count()).toBe(0)
  })

  test('keeps the plan in the address: shared, undone, removed, reset', async () => {
    await open('migration/?from=source&to=roomy')
    for (const id of [IDS.web, IDS.sameName]) await row(id).getByRole('button').click()
    const link = at.page.url()
    expect(link).toContain('move=roomy*aaaaaaaa*bbbbbbbb')
    await at.page.goto('about:blank')
    await at.page.goto(link)
    expect(await moves().locator('code').allInnerTexts()).toEqual(['aaaaaaaa…0000', 'bbbbbbbb…0000'])
    await at.page.getByRole('button', { name: `Remove the move of web, ${IDS.web}` }).click()
    expect(await moves().locator('code').allInnerTexts()).toEqual(['bbbbbbbb…0000'])
    await at.page.getByRole('button', { name: 'Undo' }).click()
    expect(await moves().count()).toBe(2)
    await at.page.getByRole('button', { name: 'Reset' }).click()
    expect(at.page.url()).toMatch(/\?from=source&to=roomy$/)
  })

  test('uses of a damaged link what it can, and says what it cannot', async () => {
    await open('migration/?from=source&move=roomy*aaaaaaaa*99999999&move=nowhere*bbbbbbbb')
    expect(await moves().count()).toBe(1)
    const said = await at.page.getByRole('alert').innerText()
    expect(said).toContain('There is no instance whose id begins with "99999999".')
    expect(said).toContain('There is no host "nowhere".')
  })

  test('marks a move that does not fit any more, and leaves it out of the figures and the commands', async () => {
    await open(`migration/?from=source&move=few-vcpus*bbbbbbbb*aaaaaaaa&move=roomy*bbbbbbbb`)
    expect(await at.page.locator('.plan-misfit').count()).toBe(2)
    expect((await figures('few-vcpus')).slice(0, 2)).toEqual([
      'vCPU now 39 of 40 97.5 % 1 free',
      'then 39 of 40 97.5 % 1 free',
    ])
    expect(await at.page.getByText('No move fits').count()).toBe(1)
  })

  test('exports a script and a table of the plan', async () => {
    await open('migration/?from=source&move=roomy*aaaaaaaa*bbbbbbbb')
    const script = await downloadText('Script')
    expect(script.name).toMatch(/-migration-plan-\d{4}-.*\.sh$/)
    expect(script.text).toContain(`\nlive ${IDS.web} roomy-service\n`)
    expect(script.text).toContain(`\ncold ${IDS.sameName} roomy-service\n`)
    const table = await downloadText('CSV')
    expect(table.text.split('\r\n').slice(1, 3)).toEqual([
      `1,web,${IDS.web},alpha,ACTIVE,2,4096,source,roomy,live,yes,`,
      `2,web,${IDS.sameName},beta,SHUTOFF,4,4096,source,roomy,cold,yes,`,
    ])
  })

  test('is reached from a host, with that host as the source', async () => {
    await at.page.goto(`${at.server.url}hosts/source/`)
    await at.page.getByRole('link', { name: 'Plan moves from this host' }).click()
    await at.page.locator('.plan[data-ready]').waitFor()
    expect(await at.page.getByLabel('From host').inputValue()).toBe('source')
    expect(await at.page.locator('.plan-instances tbody tr').count()).toBe(5)
  })

  test('works from the keyboard alone, and is accessible with a plan in it', async () => {
    await open('migration/')
    await at.page.getByLabel('From host').focus()
    await at.page.keyboard.type('source')
    await at.page.getByLabel('To hosts').focus()
    await at.page.keyboard.type('roomy')
    await at.page.getByLabel('Filter the instances of source').focus()
    await at.page.keyboard.type('web beta')
    await at.page.keyboard.press('Tab')
    await at.page.keyboard.press('Enter')
    expect(await moves().locator('code').allInnerTexts()).toEqual(['bbbbbbbb…0000'])
    expect(await auditAccessibility(at.page)).toEqual([])
  })

  test.each(['light', 'dark'] as const)('fits a telephone, %s', async (colorScheme) => {
    await at.page.setViewportSize({ width: 390, height: 844 })
    await at.page.emulateMedia({ colorScheme })
    await open('migration/?from=source&to=few-vcpus&use=spares&move=roomy*aaaaaaaa&move=few-vcpus*cccccccc')
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    expect(await auditAccessibility(at.page)).toEqual([])
  })
})
