import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createOpenstackCommands } from '../../../collector/openstack-command/client.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

test('runs no more processes at once than it may, in order, and goes on after a failure', async () => {
  const folder = await makeTemporaryFolder('command')
  const log = join(folder, 'log')
  const script = join(folder, 'openstack')
  await writeFile(script, SCRIPT)
  const begun: number[] = []
  const commands = createOpenstackCommands({
    command: ['sh', script],
    concurrency: 2,
    commandSeconds: 10,
    showAtMost: 1,
    cloud: null,
    env: { ...process.env, LOG: log },
    signal: new AbortController().signal,
  })
  const ask = (index: number) => commands(() => begun.push(index)).ask([`${index}`])
  const results = await Promise.allSettled([0, 1, 2, 3, 4].map(ask))
  expect(
    results.map((result) => (result.status === 'fulfilled' ? result.value[0]?.['index'] : 'failed')),
  ).toEqual([0, 'failed', 2, 3, 4])
  expect(begun).toEqual([0, 1, 2, 3, 4])
  let running = 0
  let most = 0
  for (const step of (await readFile(log, 'utf8')).trim().split('\n')) {
    running += step === 'begin' ? 1 : -1
    most = Math.max(most, running)
  }
  expect(most).toBe(2)
  await expect(ask(5)).resolves.toEqual([{ index: 5 }])
})

/** Notes when it begins and ends, and fails for 1. */
const SCRIPT = `
echo begin >> "$LOG"
sleep 0.2
echo "{\\"index\\": $1}"
echo end >> "$LOG"
[ "$1" != 1 ]
`
