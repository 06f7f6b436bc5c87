import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as aio from '../../src/lib/files/aio.ts'
import * as flavors from '../../src/lib/files/flavors.ts'
import * as projects from '../../src/lib/files/projects.ts'
import * as volumes from '../../src/lib/files/volumes.ts'
import { BASE_PLACEHOLDER } from '../../src/integrations/relative-urls.ts'
import type { FillData } from './built-site.ts'
import { fillFromDemoCloud } from './demo-data.ts'

/** Each sets `window.pwned` where something runs it, or breaks the place it is printed in. */
export const hostileNames = [
  '<script>window.pwned="script"</script>',
  '<img src=x onerror="window.pwned=\'image\'">',
  '</script><script>window.pwned="closed"</script>',
  '"><svg onload=window.pwned="attribute">',
  "'-(window.pwned='quote')-'",
  '`${window.pwned="template"}`',
  '{{constructor.constructor("window.pwned=1")()}}',
  '<!--<script>window.pwned="comment"',
  'javascript:window.pwned="url"',
  '</template></textarea></title><iframe srcdoc="<script>parent.pwned=1</script>">',
  '\u2028window.pwned="separator"\u2029',
  '__proto__',
  'constructor',
  'a|b "c", d; e\\f',
  '=HYPERLINK("javascript:window.pwned=1")',
  '\u202Ereversed\u202C שלום',
  `${BASE_PLACEHOLDER}hosts/`,
  '../../../etc/passwd',
  '?id=x#y&z=%41',
  '🚀 '.repeat(60),
  'long'.repeat(63),
]

function pick(index: number): string {
  return hostileNames[index % hostileNames.length] ?? ''
}

async function rewrite(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')))
}

/** A small cloud in which every name that a tenant or an administrator chooses is hostile. */
export const fillHostile: FillData = async (dataDir) => {
  await fillFromDemoCloud({ hosts: 3, servers: 24, volumes: 24, projects: hostileNames.length })(dataDir)
  const file = (name: string) => join(dataDir, name)
  const projectNames = new Map<string, string>()
  const rename = (project: string) => {
    if (!projectNames.has(project)) projectNames.set(project, pick(projectNames.size))
    return projectNames.get(project) ?? project
  }
  await rewrite(file(aio.FILE), (text) =>
    aio.serialiseAio(
      aio.parseAio(text).value.map((instance, index) => ({
        ...instance,
        project: rename(instance.project),
        name: pick(index),
        imageName: pick(index + 1),
        flavorName: pick(index + 2),
        networks: [{ network: pick(index + 3), addresses: ['10.0.0.1'] }],
        keyName: pick(index + 4),
        description: pick(index + 5),
        tags: [pick(index + 6)],
        metadata: { [pick(index + 7)]: pick(index) },
        faultMessage: pick(index),
      })),
    ),
  )
  await rewrite(file(volumes.FILE), (text) =>
    volumes.serialiseVolumes(
      volumes.parseVolumes(text).value.map((volume, index) => ({
        ...volume,
        name: pick(index),
        project: rename(volume.project),
        type: pick(index + 1),
        description: pick(index + 2),
      })),
    ),
  )
  await rewrite(file(flavors.FILE), (text) =>
    flavors.serialiseFlavors(
      flavors.parseFlavors(text).value.map((flavor, index) => ({
        ...flavor,
        name: pick(index),
        properties: { [pick(index + 1)]: pick(index + 2) },
      })),
    ),
  )
  await rewrite(file(projects.FILE), (text) =>
    projects.serialiseProjects(
      projects.parseProjects(text).value.map((project, index) => ({
        ...project,
        name: pick(index),
        domainName: pick(index + 1),
        description: pick(index + 2),
      })),
    ),
  )
}
