import { describe, expect, test } from 'vitest'
import { findCompute } from '../../../src/lib/planning/find-compute.ts'
import {
  formWish,
  parseFindLink,
  serialiseFindLink,
  USUAL_FORM,
} from '../../../src/lib/planning/find-link.ts'
import { STRICT } from '../../../src/lib/planning/planning-model.ts'
import { aHost } from './support.ts'

describe('the form', () => {
  const needs = [
    {
      resources: { PCPU: 4, MEMORY_MB: 1024 },
      requiredTraits: ['CUSTOM_A'],
      forbiddenTraits: [],
      aggregateSpecs: {},
    },
  ]
  const file = {
    flavors: [{ id: 'f1', name: 'pinned', need: 0 }],
    needs,
    hosts: [{ ...aHost(), traits: null }],
  }

  test('keeps to the address', () => {
    const form = {
      ...USUAL_FORM,
      vcpus: 16,
      ramGib: 0.5,
      count: 12,
      cpus: 'dedicated' as const,
      tier: 'Shared 1:4',
      zone: 'nova',
      rules: { ...STRICT, useReserved: true },
    }
    const search = serialiseFindLink(form, '?x=1')
    expect(search).toBe(
      '?x=1&vcpu=16&ram=0.5&count=12&cpus=dedicated&tier=Shared+1%3A4&zone=nova&use=reserved',
    )
    expect(parseFindLink(search, file)).toEqual({ form, dropped: [] })
    expect(serialiseFindLink(USUAL_FORM, '')).toBe('')
    expect(parseFindLink('?x=1', file)).toEqual({ form: USUAL_FORM, dropped: [] })
  })

  test.each<[string, string[]]>([
    ['flavor=nope', ['There is no flavor "nope".']],
    [
      'tier=Nope&zone=x&cpus=foo',
      ['There is no kind of CPUs "foo".', 'There is no tier "Nope".', 'There is no zone "x".'],
    ],
    [
      'vcpu=abc&ram=-3',
      ['vCPU must be a whole number of 1 or more, not "abc".', 'RAM must be GiB, 0 or more, not "-3".'],
    ],
    ['vcpu=0', ['vCPU must be a whole number of 1 or more, not "0".']],
    ['vcpu=', ['vCPU must be a whole number of 1 or more, not "".']],
    [
      'ram=+&disk=1e999',
      ['RAM must be GiB, 0 or more, not " ".', 'Disk must be GiB, 0 or more, not "1e999".'],
    ],
    ['count=1.5', ['The number of servers must be a whole number of 1 or more, not "1.5".']],
    ['use=magic', ['"magic" is nothing that a plan can use.']],
  ])('says what it leaves out of a damaged link: %s', (search, dropped) => {
    expect(parseFindLink(`?${search}`, file)).toEqual({ form: USUAL_FORM, dropped })
  })

  test('what is right of a damaged link still counts', () => {
    const { form, dropped } = parseFindLink('?flavor=f9&vcpu=8&tier=Shared+1:4&ram=0', file)
    expect(form).toEqual({ ...USUAL_FORM, vcpus: 8, tier: 'Shared 1:4', ramGib: 0 })
    expect(dropped).toEqual(['There is no flavor "f9".'])
  })

  test('asks for what is filled in, in MiB', () => {
    const asked = formWish({ ...USUAL_FORM, vcpus: 3, ramGib: 1.5, diskGib: 10, count: 2 }, file)
    expect(asked?.need.resources).toEqual({ VCPU: 3, MEMORY_MB: 1536, DISK_GB: 10 })
    expect(formWish({ ...USUAL_FORM, ramGib: null }, file)).toBeNull()
    expect(formWish({ ...USUAL_FORM, count: null }, file)).toBeNull()
  })

  test('rounds up to whole MiB of RAM and GiB of disk, the least that Placement counts', () => {
    // 0.3 GiB are 307.2 MiB, 1.1 GiB are 1126.4 MiB.
    const resources = (ramGib: number, diskGib: number) =>
      formWish({ ...USUAL_FORM, ramGib, diskGib }, file)?.need.resources
    expect(resources(0.3, 0)).toEqual({ VCPU: 4, MEMORY_MB: 308 })
    expect(resources(1.1, 0.2)).toEqual({ VCPU: 4, MEMORY_MB: 1127, DISK_GB: 1 })
    const asked = formWish({ ...USUAL_FORM, ramGib: 0.3 }, file)
    expect(asked && findCompute([aHost()], asked)).toMatchObject({ total: 25, refused: [] })
  })

  test('takes size, kind of CPUs and traits from a flavor, whatever the fields say', () => {
    const asked = formWish({ ...USUAL_FORM, flavorId: 'f1', vcpus: null, cpus: 'shared' }, file)
    expect(asked).toMatchObject({ need: needs[0], cpus: null, count: 1 })
  })
})
