import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Check } from '../../../collector/doctor/check.ts'
import { openDoctorContext } from '../../../collector/doctor/context.ts'
import { examine } from '../../../collector/doctor/examine.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

export interface Setup {
  /** aether.yaml */
  yaml?: string
  /** Scripts that stand before the machine's own programs. */
  programs?: Record<string, string>
  now?: string
}

/** A folder that is a machine to the doctor: aether.yaml, a state folder, programs, and `etc` in the place of /etc. */
export async function makeMachine() {
  const root = await makeTemporaryFolder('machine')
  await chmod(root, 0o755)

  async function put(path: string, text: string): Promise<string> {
    const file = join(root, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    return file
  }

  async function open({ yaml = '', programs = {}, now = '2026-11-22T06:30:00Z' }: Setup = {}) {
    await put('aether.yaml', yaml)
    for (const [name, text] of Object.entries(programs)) {
      await chmod(await put(`bin/${name}`, `#!/bin/sh\n${text}\n`), 0o755)
    }
    const { context } = await openDoctorContext({
      configOption: undefined,
      cloud: null,
      dataDir: null,
      nginxConfig: null,
      env: { PATH: `${join(root, 'bin')}:${process.env['PATH']}`, HOME: root },
      signal: new AbortController().signal,
      clock: () => new Date(now),
      cwd: root,
      etc: join(root, 'etc'),
    })
    return context
  }

  async function look(check: Check, setup: Setup = {}) {
    return examine([check], await open(setup), () => undefined)
  }

  return { root, put, open, look }
}

export type Machine = Awaited<ReturnType<typeof makeMachine>>
