import { once } from 'node:events'
import { readFileSync } from 'node:fs'

import { execa } from 'execa'
import { expect, test, vi } from 'vitest'

const preload = new URL('../../collector/end-with-parent.ts', import.meta.url).href

/** Starts a child as the site's builders are started, and prints what the child prints. */
function startParent(childCode: string) {
  const parentCode = `
    import { execa } from ${JSON.stringify(import.meta.resolve('execa'))}
    const args = ['--import', ${JSON.stringify(preload)}, '--eval', ${JSON.stringify(childCode)}]
    const { exitCode } = await execa(process.execPath, args, { ipc: true, stdout: 'inherit', reject: false })
    console.log('ended with', exitCode)
  `
  return execa(process.execPath, ['--input-type=module', '--eval', parentCode], { reject: false })
}

function isThere(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

test('a child ends when its parent is killed', async () => {
  const parent = startParent('console.log(process.pid); setInterval(() => {}, 1000)')
  const [line] = await once(parent.stdout, 'data')
  const child = Number(line)
  expect(isThere(child)).toBe(true)
  parent.kill('SIGKILL')
  await vi.waitFor(() => expect(isThere(child)).toBe(false), { timeout: 20_000 })
})

test('a child that is done ends by itself', async () => {
  const { stdout } = await startParent('console.log("done")')
  expect(stdout).toBe('done\nended with 0')
})
