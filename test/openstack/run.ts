/**
 * npm run test:openstack: a real OpenStack and Ceph on loopback, seeded, tested, and taken away again.
 *   --keep   leave it up; the next run with --keep uses it and starts within seconds
 *   --down   only stop and remove a rig that was kept
 *   --bench  measure the collection in place of the tests (npm run bench:openstack)
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { execa } from 'execa'
import { benchCollection } from './bench.ts'
import { STATE } from './rig/layout.ts'
import { listDaemons } from './rig/processes.ts'
import { bringUp, isUp, markReady, tearDown } from './rig/up.ts'
import { seedCloud } from './seed/seed.ts'

interface Counts {
  numPassedTests: number
  numFailedTests: number
}

const { values: options, positionals } = parseArgs({
  options: {
    keep: { type: 'boolean', default: false },
    down: { type: 'boolean', default: false },
    bench: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const start = Date.now()

function say(text: string): void {
  console.log(`[${((Date.now() - start) / 1000).toFixed(0).padStart(4)} s] ${text}`)
}

/** Runs the *.rig.ts files, or those that a name on the command line picks. */
async function test(): Promise<Counts> {
  const root = join(import.meta.dirname, '../..')
  const results = join(STATE, 'results.json')
  const { exitCode } = await execa(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...positionals,
      '--config',
      join(import.meta.dirname, 'vitest.config.ts'),
      '--reporter=verbose',
      '--reporter=json',
      `--outputFile.json=${results}`,
    ],
    { cwd: root, stdio: 'inherit', reject: false },
  )
  const counts = JSON.parse(readFileSync(results, 'utf8')) as Counts
  const failedOutsideTests = exitCode !== 0 && counts.numFailedTests === 0
  return { ...counts, numFailedTests: counts.numFailedTests + (failedOutsideTests ? 1 : 0) }
}

async function run(): Promise<Counts> {
  if (process.getuid?.() !== 0) throw new Error('the rig installs and starts Debian packages: run it as root')
  if (isUp()) say(`using the rig that is up in ${STATE}`)
  else {
    await bringUp(say)
    const { servers, volumes } = await seedCloud(say)
    markReady()
    say(`seeded: ${servers.length} servers, ${volumes.length} volumes`)
  }
  if (!options.bench) return test()
  await benchCollection(say)
  return { numPassedTests: 0, numFailedTests: 0 }
}

async function end(counts: Counts): Promise<never> {
  if (!options.keep) {
    await tearDown()
    const left = listDaemons()
    if (left.length > 0) {
      console.error(`still running: ${left.map(({ pid }) => pid).join(', ')}`)
      counts.numFailedTests += 1
    }
  }
  say(options.keep ? `the rig stays up in ${STATE}; take it away with --down` : 'the rig is gone')
  if (!options.bench) console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests} failed`)
  process.exit(counts.numFailedTests === 0 ? 0 : 1)
}

/** The rig is taken away by another process while this one stands still, so that nothing more is started meanwhile. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    say(`${signal}: taking the rig away`)
    spawnSync(process.execPath, [import.meta.filename, '--down'], { stdio: 'inherit' })
    process.exit(130)
  })
}

if (options.down) {
  await tearDown()
} else {
  const counts = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return { numPassedTests: 0, numFailedTests: 1 }
  })
  await end(counts)
}
