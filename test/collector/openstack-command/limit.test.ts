import { expect, test } from 'vitest'
import { createLimit } from '../../../collector/openstack-command/limit.ts'

test('runs no more at once than it may, in order, and goes on after a failure', async () => {
  const limit = createLimit(2)
  const begun: number[] = []
  let running = 0
  let most = 0
  const work = (index: number) =>
    limit(async () => {
      begun.push(index)
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      await Promise.resolve()
      running -= 1
      if (index === 1) throw new Error('one of them')
      return index
    })
  const results = await Promise.allSettled([0, 1, 2, 3, 4].map(work))
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'))).toEqual([
    0,
    'failed',
    2,
    3,
    4,
  ])
  expect(begun).toEqual([0, 1, 2, 3, 4])
  expect(most).toBe(2)
  await expect(limit(async () => 'later')).resolves.toBe('later')
})
