import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { readThinList } from '../../../collector/archive/thin-list.ts'
import { readManifest } from '../../../collector/store/manifest.ts'
import { listReleases, readCurrentRelease } from '../../../collector/store/releases.ts'
import type { Nginx } from '../../support/nginx.ts'
import { type Answer, ask } from '../../support/request.ts'

/** Home, a page, rows, a document of the interface, a data file, and the search. */
const PATHS = [
  'index.html',
  'hosts/index.html',
  'about/index.html',
  'rows/instances.json',
  'api/v1/summary.json',
  'data/meta.json',
  'pagefind/parts.json',
]

export interface ServedAnswer {
  path: string
  status: number
  sha256: string
}

/** The published snapshots: the hash of each of their files. */
export interface Releases {
  current: string | null
  files: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export async function readReleases(state: string): Promise<Releases> {
  const files = new Map<string, Map<string, string>>()
  for (const name of await listReleases(state)) {
    const manifest = await readManifest(join(state, 'archive', name))
    if (manifest?.schema === 2) {
      const list = await readThinList(join(state, 'archive', name), manifest)
      files.set(name, new Map(list.files.map(({ path, sha256 }) => [path, sha256])))
      continue
    }
    const entries = Object.entries(manifest?.files ?? {}).map(([path, { sha256 }]) => [path, sha256] as const)
    files.set(name, new Map(entries))
  }
  return { current: await readCurrentRelease(state), files }
}

/** Asks for parts of the served site again and again, until it is stopped; then every answer is held against what was published. */
export function watchSite({ origin, authorization }: Nginx) {
  const answers: ServedAnswer[] = []
  const get = async (path: string) => {
    const answer = await ask(origin, `/${path.replace(/index\.html$/, '')}`, { headers: { authorization } })
    checkWhole(path, answer)
    answers.push({ path, status: answer.status, sha256: hash(answer.body) })
    return answer.body.toString()
  }
  const lookAround = async () => {
    for (const path of PATHS) {
      const text = await get(path)
      // The scripts and styles that a page names have to be there when the browser asks for them.
      if (path === 'index.html') for (const asset of listAssets(text)) await get(asset)
    }
  }
  const stopping = new AbortController()
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await lookAround()
      await sleep(20)
    }
  })()
  // Whoever stops it hears of a failure; until then nobody listens.
  watching.catch(() => undefined)
  return {
    async stop({ before, after }: { before: Releases; after: Releases }): Promise<ServedAnswer[]> {
      stopping.abort()
      await watching
      const during = answers.length
      await lookAround()
      checkOrder(answers, before, after)
      const late = answers.slice(during).filter((answer) => !isOf(answer, after, after.current))
      if (late.length > 0) throw new Error(`After the run not served from it: ${JSON.stringify(late)}`)
      return answers
    },
  }
}

function listAssets(page: string): string[] {
  return [...page.matchAll(/(?:href|src|component-url|renderer-url)="\.\/(_assets\/[^"]+)"/g)].map(
    ([, asset]) => asset ?? '',
  )
}

function checkWhole(path: string, { status, headers, body }: Answer): void {
  const fail = (what: string) => new Error(`${path}: ${what}: ${status}, ${body.length} bytes`)
  if (status !== 200) throw fail('not served')
  if (headers['content-length'] !== String(body.length)) throw fail('cut off')
  const text = body.toString()
  if (path.endsWith('.html') && !text.trimEnd().endsWith('</html>')) throw fail('no end')
  if (path.endsWith('.json')) JSON.parse(text)
}

/** Every answer is a whole file of the old release or of the new one, and from the switch on of the new one only. */
function checkOrder(answers: readonly ServedAnswer[], before: Releases, after: Releases): void {
  let switched = false
  for (const answer of answers) {
    const isOld = isOf(answer, before, before.current)
    const isNew = isOf(answer, after, after.current)
    if (!isNew && (!isOld || switched)) throw new Error(`Of no one build: ${JSON.stringify(answer)}`)
    if (!isOld) switched = true
  }
}

function isOf({ path, sha256 }: ServedAnswer, { files }: Releases, name: string | null): boolean {
  return files.get(name ?? '')?.get(`site/${path}`) === sha256
}

function hash(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}
