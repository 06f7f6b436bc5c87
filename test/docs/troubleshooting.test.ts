import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '../..')

/** What others say, in their own words: ssh, nginx. Everything else that is quoted is ours. */
const foreign = [
  'Host key verification failed',
  'Permission denied (publickey',
  'unknown directive',
  'duplicate',
  'could not build',
]

/** Of a first cell the words in code marks that are a message: they begin with a capital letter, or with what differs. */
function readMessages(page: string): string[] {
  const cells = page.split('\n').flatMap((line) => /^\| (.*?) \| /.exec(line)?.[1] ?? [])
  return cells
    .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text))
    .filter(isMessage)
}

function isMessage(text: string): boolean {
  return (/^[A-Z…]/.test(text) || foreign.includes(text)) && text.includes(' ')
}

async function readSources(): Promise<string> {
  const texts: string[] = []
  for (const folder of ['collector', 'src/lib', 'nginx']) {
    for (const name of await readdir(join(project, folder), { recursive: true })) {
      if (/\.(ts|js|conf)$/.test(name)) texts.push(await readFile(join(project, folder, name), 'utf8'))
    }
  }
  return texts.join('\n')
}

test('every message that is quoted is one that is printed', async () => {
  const messages = readMessages(await readFile(join(project, 'docs/troubleshooting.md'), 'utf8'))
  expect(messages.length).toBeGreaterThan(20)
  const sources = await readSources()
  const missing = messages
    .filter((message) => !foreign.includes(message))
    .flatMap((message) => message.split('…').map((part) => part.trim()))
    .filter((part) => /\w{3}/.test(part) && !sources.includes(part))
  expect(missing).toEqual([])
})
