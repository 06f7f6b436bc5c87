import { appendFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { verifySnapshot } from '../../../collector/archive/verify.ts'
import { formatVerification } from '../../../collector/archive/words.ts'
import { publishSnapshot } from '../../support/archive.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const FIRST = '2026-11-20T000000Z'
const SECOND = '2026-11-21T061100Z'

let state: string

beforeEach(async () => {
  state = await makeTemporaryFolder('archive')
  for (const name of [FIRST, SECOND]) await publishSnapshot(state, name)
})

describe('verifying', () => {
  const archive = () => join(state, 'archive')
  const folder = () => join(archive(), FIRST)

  test('names what is changed, missing or too much, and follows no link', async () => {
    await appendFile(join(folder(), 'site/index.html'), ' ')
    await rm(join(folder(), 'data/aio.csv'))
    await rename(join(folder(), 'site/hosts/index.html'), join(state, 'moved.html'))
    await symlink(join(state, 'moved.html'), join(folder(), 'site/hosts/index.html'))
    await writeFile(join(folder(), 'site/evil\u001b[2J\u202e'), '')
    const found = await verifySnapshot(archive(), FIRST)
    expect(found).toEqual({
      name: FIRST,
      files: 3,
      changed: ['site/hosts/index.html', 'site/index.html'],
      missing: ['data/aio.csv'],
      extra: ['site/evil\u001b[2J\u202e'],
      unreadable: null,
    })
    expect(found && formatVerification(found).split('\n')).toEqual([
      `${FIRST}  NOT as it was published`,
      '  changed  site/hosts/index.html',
      '  changed  site/index.html',
      '  missing  data/aio.csv',
      '  extra    site/evil<RLO>',
    ])
  })

  test('says when there is nothing to compare with', async () => {
    await writeFile(join(folder(), 'manifest.json'), '{}')
    expect(await verifySnapshot(archive(), FIRST)).toMatchObject({
      unreadable: expect.stringContaining('expected schema 1 or 2') as string,
    })
    await rm(join(archive(), FIRST), { recursive: true })
    await rename(join(archive(), SECOND), join(archive(), FIRST))
    expect(await verifySnapshot(archive(), FIRST)).toMatchObject({
      unreadable: `manifest.json is of "${SECOND}"`,
    })
  })

  test('passes over what was pruned meanwhile', async () => {
    expect(await verifySnapshot(archive(), '2026-11-01T000000Z')).toBeNull()
  })
})

