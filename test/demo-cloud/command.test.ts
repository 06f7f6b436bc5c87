import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

const aether = fileURLToPath(new URL('../../collector/aether.js', import.meta.url))

function start(...words: string[]): ChildProcess {
  return spawn(process.execPath, [aether, 'demo-cloud', '--servers', '20', '--hosts', '2', ...words])
}

async function readUntil(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    if (pattern.test(text)) return text
  }
  return text
}

describe('aether demo-cloud', () => {
  it('prints settings that a shell can read, and ends with SIGTERM', async () => {
    const child = start()
    const text = await readUntil(child, /# ceph/)
    const url = /export OS_AUTH_URL='([^']+)'/.exec(text)?.[1]
    expect((await fetch(url ?? '')).status).toBe(200)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('prints one JSON line with --json', async () => {
    const child = start('--json')
    const event = JSON.parse(await readUntil(child, /\n/))
    expect(event.env.OS_USERNAME).toBe('admin')
    expect(event.counts.hosts).toBe(2)
    child.kill('SIGINT')
    await once(child, 'exit')
  })

  it('refuses what is not a number with exit code 2', async () => {
    const child = spawn(process.execPath, [aether, 'demo-cloud', '--hosts', 'many'])
    expect((await once(child, 'exit'))[0]).toBe(2)
  })
})
