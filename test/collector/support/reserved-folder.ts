import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { type Place, setReservation } from '../../../collector/reserve/change.ts'
import { defaultConfig } from '../../../src/lib/files/config.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

/** What people and other tools keep beside what we understand; none of it may be lost. */
export const KEPT = {
  cmp01: { CPU: '2', RAM: '8', Kebutuhan: 'db', Ticket: 'OPS-1', history: [1, { by: 'ann' }] },
  gone: { CPU: '4', RAM: '', Kebutuhan: 'backup for maintenance' },
  broken: 'no entry at all',
  cmp02: { CPU: 'two', RAM: '', Kebutuhan: '' },
}

/** A folder as the earlier tool fills it. cmp01 has 4 * 16 - 4 = 60 vCPUs and 64 - 4 = 60 GiB free, cmp02 nothing used. */
export async function makeReservedFolder(): Promise<Place> {
  const dataDir = await makeTemporaryFolder('reserve')
  const files = {
    'aio.csv':
      'Project|ID|Name|Status|Power State|Networks|Image Name|Image ID|Flavor Name|Flavor ID|Host|CPU|RAM\n',
    'allocation.txt': '1 cmp01 QEMU 10.0.0.1 up 4 16 4096 65536\n2 cmp02 QEMU 10.0.0.2 up 0 16 0 65536\n',
    'ratio.txt': 'cmp01, 4, 1\ncmp02, 4, 1\n',
    'reserved.json': JSON.stringify(KEPT),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(dataDir, name), text)
  return { dataDir, config: defaultConfig, clock: () => new Date('2026-11-22T20:00:00Z') }
}

export async function readReserved({ dataDir }: Place): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(dataDir, 'reserved.json'), 'utf8')) as Record<string, unknown>
}

export function setOn(place: Place, host: string, options: Record<string, string>, force = false) {
  return setReservation(host, { ...options, force }, place)
}
