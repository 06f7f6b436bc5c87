import { access, readlink, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { Check } from '../check.ts'
import { type Finding, ok, problem, warning } from '../finding.ts'
import { isOpenToWeb, readWebGroups } from '../web-groups.ts'

export const siteCheck: Check = {
  name: 'site',
  async run({ settings, etc }) {
    const { current } = settings.state
    const target = await readlink(current).catch(() => null)
    if (target === null) {
      const isThere = (await stat(current).catch(() => null)) !== null
      return isThere
        ? [
            problem(
              'current is not the link that a publication makes',
              current,
              'Move it away, and run "aether refresh".',
            ),
          ]
        : [warning('Nothing is published yet', current, 'Run "aether refresh".')]
    }
    const index = join(current, 'index.html')
    try {
      await access(index)
    } catch {
      return [problem(`current leads to ${target}, where no site is`, current, 'Run "aether refresh".')]
    }
    return [ok(`${target} is published`, current), ...(await findClosedPath(index, etc))]
  },
}

/** nginx runs as another user: what keeps strangers out keeps it out, too, unless it is in the group. */
async function findClosedPath(index: string, etc: string): Promise<Finding[]> {
  const groups = await readWebGroups(etc)
  const file = await realpath(index)
  if (!isOpenToWeb(await stat(file), 4, groups)) {
    const remedy = `chmod o+r ${file}, or give it the group of nginx's user.`
    return [warning('nginx may not be able to read the site', file, remedy)]
  }
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (isOpenToWeb(await stat(folder), 1, groups)) continue
    const remedy = `chmod o+x ${folder}, or give it the group of nginx's user.`
    return [warning('nginx may not be able to pass through a folder above the site', folder, remedy)]
  }
  return []
}
