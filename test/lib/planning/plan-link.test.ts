import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlanHash, parsePlanLink, serialisePlanLink } from '../../../src/lib/planning/plan-link.ts'
import { STRICT } from '../../../src/lib/planning/planning-model.ts'
import { aCloud, aHost, aServer } from './support.ts'

const IDS = [
  '11111111-0000-4000-8000-000000000001',
  '11111111-0000-4000-8000-000000000002',
  '22222222-0000-4000-8000-000000000001',
  'not-a-uuid',
]
const hosts = ['cmp01', 'cmp02.example.org', 'n-3_b'].map((name) => aHost({ name }))
const [first, second, third] = hosts as [(typeof hosts)[0], (typeof hosts)[0], (typeof hosts)[0]]
const cloud = aCloud(
  hosts,
  IDS.map((id) => aServer({ id })),
)
const parse = (address: string) => parsePlanLink(new URL(address, 'https://aether.example/'), cloud)
const move = (id: string | undefined, host: string) => ({ instanceId: id ?? '', host })

describe('a plan in the address', () => {
  test('is short and readable, in order, and leaves other parameters alone', () => {
    const view = {
      from: first,
      to: [second, third],
      rules: { ...STRICT, useSpares: true, otherZones: true },
      plan: {
        moves: [
          move(IDS[2], second.name),
          move(IDS[3], second.name),
          move(IDS[0], third.name),
          move(IDS[1], second.name),
        ],
      },
    }
    const search = serialisePlanLink(view, cloud, '?theme=dark&move=old')
    expect(search).toBe(
      '?theme=dark&from=cmp01&to=cmp02.example.org*n-3_b&use=spares*zones' +
        '#move=cmp02.example.org*22222222*not-a-uu' +
        `&move=n-3_b*${IDS[0]}&move=cmp02.example.org*${IDS[1]}`,
    )
    expect(parse(search)).toEqual({ view, dropped: [] })
  })

  test('comes back as it was, whatever is in it', () => {
    const anyHost = fc.constantFrom(...hosts)
    const anyView = fc.record({
      from: fc.option(anyHost),
      to: fc.uniqueArray(anyHost),
      rules: fc.record({ useReserved: fc.boolean(), useSpares: fc.boolean(), otherZones: fc.boolean() }),
      plan: fc
        .uniqueArray(fc.tuple(fc.constantFrom(...IDS), anyHost), { selector: ([id]) => id })
        .map((pairs) => ({ moves: pairs.map(([id, host]) => move(id, host.name)) })),
    })
    fc.assert(
      fc.property(anyView, (view) => {
        expect(parse(serialisePlanLink(view, cloud, ''))).toEqual({ view, dropped: [] })
      }),
    )
  })

  test('is read where links had it before, in front of the #', () => {
    const { view, dropped } = parse(`?from=cmp01&move=cmp02.example.org*22222222&move=n-3_b*not-a-uu#main`)
    expect(view.plan.moves).toEqual([move(IDS[2], second.name), move(IDS[3], third.name)])
    expect(dropped).toEqual([])
    expect(serialisePlanLink(view, cloud, '?move=cmp02.example.org*22222222')).toBe(
      '?from=cmp01#move=cmp02.example.org*22222222&move=n-3_b*not-a-uu',
    )
  })

  test('asks no server for a longer address, however many moves', () => {
    const ids = Array.from(
      { length: 650 },
      (_, index) => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
    )
    const large = aCloud(
      hosts,
      ids.map((id) => aServer({ id })),
    )
    const moves = ids.map((id, index) => move(id, index % 2 ? second.name : third.name))
    const view = { from: first, to: [], rules: STRICT, plan: { moves } }
    const url = new URL(serialisePlanLink(view, large, ''), 'https://aether.example/')
    expect(url.search).toBe('?from=cmp01')
    expect(parsePlanLink(url, large)).toEqual({ view, dropped: [] })
  })

  test('is told from an anchor of the page', () => {
    expect(['', '#', '#move=cmp01*22222222', '#main'].map(isPlanHash)).toEqual([true, true, true, false])
  })

  test('nothing is nothing', () => {
    const view = { from: null, to: [], rules: STRICT, plan: { moves: [] } }
    expect(serialisePlanLink(view, cloud, '')).toBe('')
    expect(parse('')).toEqual({ view, dropped: [] })
  })

  test('what is damaged or gone is left out and named, the rest stays', () => {
    const search =
      '?from=gone&to=cmp01*gone2&use=spares*magic&move=cmp01*22222222*99999999*11111111*22222222&move=gone3*x&move='
    const { view, dropped } = parse(search)
    expect(view).toEqual({
      from: null,
      to: [first],
      rules: { ...STRICT, useSpares: true },
      plan: { moves: [move(IDS[2], 'cmp01')] },
    })
    expect(dropped).toEqual([
      'There is no host "gone".',
      'There is no host "gone2".',
      '"magic" is nothing that a plan can use.',
      'There is no instance whose id begins with "99999999".',
      'More than one instance has an id that begins with "11111111".',
      'The instance "22222222" is moved twice; the first move counts.',
      'There is no host "gone3".',
      'There is no host "".',
    ])
  })
})
