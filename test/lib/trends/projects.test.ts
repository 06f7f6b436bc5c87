import { expect, test } from 'vitest'
import type { ProjectFigures } from '../../../src/lib/files/history-totals.ts'
import { makeProjectFile } from '../../../src/lib/trends/project-file.ts'
import { growthOf } from '../../../src/lib/trends/project-growth.ts'
import { makeDays, timeAt } from '../../support/history.ts'

function figures(vcpus: number, memoryMb = 0, gib = 0): ProjectFigures {
  return [1, vcpus, memoryMb, 1, gib]
}

function span(from: number, to: number) {
  return { from: Date.parse(timeAt(from)), to: Date.parse(timeAt(to)) }
}

const daily = makeDays(60, (day) => ({
  vcpus: 100,
  projects: {
    steady: figures(10 + day, 1024, 5),
    early: figures(day < 30 ? 10 + 5 * day : 160, 0, day),
    __proto__x: figures(40 - day / 2),
    ...(day >= 50 && { new: figures(64, 0, 900) }),
    ...(day < 20 && { gone: figures(500) }),
  },
}))
const file = makeProjectFile(daily, (name) => (name === 'gone' ? null : name))

test('the projects that grew most between the ends of a range, most first, with what they had and have', () => {
  const grown = growthOf(file, span(40, 59), 'vcpu')
  expect(grown?.projects.map(({ name, before, after }) => [name, before[0], after[0]])).toEqual([
    ['new', 0, 64],
    ['steady', 50, 69],
  ])
  expect(growthOf(file, span(0, 30), 'vcpu')?.projects[0]).toMatchObject({
    name: 'early',
    before: [10, 0, 0],
  })
  expect(growthOf(file, span(40, 59), 'volumes')?.projects.map(({ name }) => name)).toEqual(['new', 'early'])
  expect(growthOf(file, span(40, 59), 'memory')?.projects).toEqual([])
})

test('a range with one day or none compares nothing', () => {
  expect(growthOf(file, span(59, 80), 'vcpu')).toBeNull()
  expect(growthOf(file, span(-20, -10), 'vcpu')).toBeNull()
})

test('the file is bounded: the projects that changed most, and fewer days the older they are', () => {
  const many = makeDays(2000, (day) => ({
    vcpus: 1,
    projects: Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`p${index}`, figures(day >= 1990 ? index : 0)]),
    ),
  }))
  const bounded = makeProjectFile(many, () => null)
  expect(bounded.projects).toHaveLength(150)
  expect(bounded.projects.every(({ name }) => Number(name.slice(1)) >= 150)).toBe(true)
  expect(bounded.at.length).toBeLessThan(260)
})
