import type { Stats } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** As nginx's workers are called by Debian and by nginx.org. */
const NAMES = ['www-data', 'nginx']

/** The numbers of the groups that nginx's workers are in; none where there is no nginx. */
export async function readWebGroups(etc: string): Promise<ReadonlySet<number>> {
  const text = await readFile(join(etc, 'group'), 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.split(':'))
  const own = lines.filter(([name = '', , , members = '']) =>
    [name, ...members.split(',')].some((word) => NAMES.includes(word)),
  )
  return new Set(own.map(([, , id]) => Number(id)))
}

/** Whether nginx may read (4) a file or pass through (1) a folder, as a stranger or by its group. */
export function isOpenToWeb({ mode, gid }: Stats, right: 1 | 4, groups: ReadonlySet<number>): boolean {
  return (mode & right) !== 0 || (groups.has(gid) && (mode & (right << 3)) !== 0)
}
