import { beforeAll, describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/lib/model.ts'
import { collectSnapshot } from './aether.ts'
import { compareRecords, formatDifferences } from './compare/difference.ts'
import { SUBJECTS } from './compare/subjects.ts'
import { listSubjects, pickRecords } from './compare.ts'

describe('what Aether collects is what the openstack command says', () => {
  let snapshot: Snapshot
  beforeAll(async () => {
    snapshot = await collectSnapshot()
  })

  it.each([...Object.keys(SUBJECTS), 'server details', 'ceph'])('%s', async (subject) => {
    const cloud = await listSubjects(snapshot)[subject]?.()
    expect(cloud?.size).toBeGreaterThan(0)
    const differences = compareRecords(subject, cloud ?? new Map(), pickRecords(snapshot, subject))
    expect(formatDifferences(differences)).toBe('')
  })
})
