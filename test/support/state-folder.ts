import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { precompressSite } from '../../collector/store/precompress.ts'
import { beginRelease, publishRelease } from '../../collector/store/releases.ts'

/** Long enough to be compressed. */
const FILLER = '<p>a line of the page</p>\n'.repeat(100)

/** A state folder with nothing published, on a path without links. */
export async function makeStateFolder(): Promise<string> {
  const state = await mkdtemp(join(tmpdir(), 'aether-state-'))
  await writeInto(state, { 'data/aio.csv': 'secret|row', 'aether.yaml': 'site: {}', '.hidden': 'x' })
  return state
}

/** Publishes a small hand-made site whose pages say `text`. */
export async function publishSmallSite(state: string, name: string, text: string): Promise<void> {
  const folder = await beginRelease(state, name)
  const page = `<!doctype html><link rel="stylesheet" href="./_assets/site.abc123.css"><h1>${text}</h1>${FILLER}`
  await writeInto(folder, {
    'site/index.html': page,
    'site/404.html': page.replace('<h1>', '<h1>No such page. '),
    'site/hosts/index.html': page.replace('./_assets', '../_assets'),
    'site/hosts/cmp01/index.html': page.replace('./_assets', '../../_assets'),
    'site/rows/instances.json': JSON.stringify(Array.from({ length: 500 }, (_, row) => ({ row, text }))),
    'site/data/aio.csv': `Project|Name\nops|${text}\n`,
    'site/data/meta.json': '{}',
    'site/metrics': `aether_instances{status="${text}"} 1\n# EOF\n`,
    'site/feed.atom': `<feed xmlns="http://www.w3.org/2005/Atom"><title>${text}</title></feed>\n`,
    'site/_assets/site.abc123.css': `/* ${text} */`,
    'site/.secret': 'dot file',
    'site/hosts/.git/config': 'dot folder',
    'site/_assets/.env': 'dot file among assets',
    'data/aio.csv': 'archived data',
    'manifest.json': '{"schema":1}',
  })
  await symlink('/etc/passwd', join(folder, 'site/leak.txt'))
  await symlink('/etc', join(folder, 'site/hosts/leak'))
  await precompressSite(join(folder, 'site'))
  await publishRelease(state, name)
}

/** Publishes a copy of a built site. */
export async function publishBuiltSite(state: string, name: string, site: string): Promise<void> {
  const folder = await beginRelease(state, name)
  await cp(site, join(folder, 'site'), { recursive: true, preserveTimestamps: true })
  await publishRelease(state, name)
}

async function writeInto(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}
