import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll } from 'vitest'

const folders: string[] = []

// Each test file has its own copy of this module, so this is the end of the file that asked for them.
afterAll(async () => {
  // A process that was killed a moment ago may still write.
  const patiently = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }
  for (const folder of folders.splice(0)) await rm(folder, patiently)
})

/** A new folder below the system's, `aether-<name>-...`, removed when the tests of the file are over. */
export async function makeTemporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `aether-${name}-`))
  folders.push(folder)
  return folder
}
