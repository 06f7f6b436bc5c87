import { describe, expect, test } from 'vitest'
import { auditAccessibility } from '../support/audit.ts'
import { getBuiltSite } from '../support/built-site.ts'
import { fillPlanning } from '../support/planning-data.ts'
import { useSite } from '../support/site-page.ts'

const at = useSite(() => getBuiltSite('planning', fillPlanning))

async function open(path: string): Promise<void> {
  await at.page.goto(at.server.url + path)
  await at.page.locator('.plan[data-ready]').waitFor()
}

describe('finding compute', () => {
  const found = () =>
    at.page
      .getByLabel('Hosts with room')
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map(
          (each) =>
            `${each.querySelector('.plan-name')?.textContent} ${each.querySelector('strong')?.textContent}`,
        ),
      )

  test('counts what fits on each host and in all, and keeps to the address', async () => {
    await open('find/')
    await at.page.getByLabel('vCPU', { exact: true }).fill('16')
    await at.page.getByLabel('RAM, GiB').fill('16')
    await at.page.getByLabel('How many').fill('5')
    // 40 vCPU hold two of 16, and the source has room for one beside what runs there; small-units takes one vCPU at most.
    expect(await at.page.locator('.plan-headline').innerText()).toMatch(/5 of 5 fit\s+\d+ of these in all/)
    expect(await found()).toContain('roomy 2')
    expect(await found()).toContain('source 1')
    await expect.poll(() => new URL(at.page.url()).search).toBe('?vcpu=16&ram=16&count=5')
    await at.page.getByLabel('Use spares').check()
    expect(await found()).toContain('spare 2')
  })

  test('names what it leaves out of a damaged link until the form is changed', async () => {
    const address = '?flavor=nope&vcpu=16&tier=Nope'
    await open(`find/${address}`)
    const notice = at.page.getByRole('alert')
    expect(await notice.locator('li').allInnerTexts()).toEqual([
      'There is no flavor "nope".',
      'There is no tier "Nope".',
    ])
    expect(await at.page.getByLabel('vCPU', { exact: true }).inputValue()).toBe('16')
    expect(await auditAccessibility(at.page)).toEqual([])
    await at.page.reload()
    await notice.waitFor()
    expect(new URL(at.page.url()).search).toBe(address)
    await at.page.getByLabel('RAM, GiB').fill('16')
    await expect.poll(() => new URL(at.page.url()).search).toBe('?vcpu=16&ram=16')
    expect(await notice.count()).toBe(0)
  })

  test('the tier says which CPUs of a host with both kinds count', async () => {
    // "second" has 40 shared vCPU and 4 dedicated CPUs.
    await open('find/?vcpu=4&ram=1&tier=Dedicated')
    expect(await found()).toEqual(['second 1'])
    await open('find/?vcpu=4&ram=1&tier=Dedicated&cpus=shared')
    expect(await at.page.locator('.plan-headline').innerText()).toContain('0 of 1 fit')
    await at.page.getByText('No host is of this tier and zone and has CPUs of this kind.').waitFor()
  })

  test('takes a flavor, says why the others have no room, and leads to the planner', async () => {
    await open('find/')
    await at.page.getByLabel('Flavor').selectOption('large')
    await at.page.getByText('without room').click()
    const refused = await at.page.getByLabel('Hosts without room').innerText()
    expect(refused).toContain('Takes at most 1 vCPU for one server, 16 vCPU needed')
    expect(refused).toContain('Is a spare: "Backup for maintenance"')
    expect(await auditAccessibility(at.page)).toEqual([])
    await at.page.locator('tr', { hasText: 'roomy' }).getByRole('link', { name: 'Plan moves to it' }).click()
    await at.page.locator('.plan[data-ready]').waitFor()
    expect(await at.page.getByLabel('Chosen destinations').innerText()).toBe('roomy')
  })
})
