import { access, readlink, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { Check } from '../check.ts'
import { type Finding, ok, problem, warning } from '../finding.ts'

export const siteCheck: Check = {
  name: 'site',
  async run({ settings }) {
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
    return [ok(`${target} is published`, current), ...(await findClosedPath(index))]
  },
}

/** nginx runs as another user: what keeps strangers out keeps it out, too, unless it is in the group. */
async function findClosedPath(index: string): Promise<Finding[]> {
  const file = await realpath(index)
  if (((await stat(file)).mode & 0o004) === 0) {
    return [
      warning(
        'nginx may not be able to read the site',
        file,
        `chmod o+r ${file}, or put nginx's user into its group.`,
      ),
    ]
  }
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) !== 0) continue
    const remedy = `chmod o+x ${folder}, or put nginx's user into its group.`
    return [warning('nginx may not be able to pass through a folder above the site', folder, remedy)]
  }
  return []
}
