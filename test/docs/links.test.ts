import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '../..')

test('every page that is linked to in the documentation is there, with its heading', async () => {
  const pages = (await readdir(join(project, 'docs'))).filter((name) => name.endsWith('.md'))
  const broken: string[] = []
  for (const page of [
    ...pages.map((name) => `docs/${name}`),
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
  ]) {
    const text = await readFile(join(project, page), 'utf8')
    for (const [, link = ''] of text.matchAll(/\]\(((?!https?:)[^)\s]*)\)/g)) {
      const [path = '', heading] = link.split('#')
      const target = path === '' ? join(project, page) : join(project, page, '..', path)
      const found = await readFile(target, 'utf8').catch((error: NodeJS.ErrnoException) =>
        error.code === 'EISDIR' ? '' : null,
      )
      if (found === null || (heading !== undefined && !listAnchors(found).includes(heading)))
        broken.push(`${page}: ${link}`)
    }
  }
  expect(broken).toEqual([])
})

/** As GitHub and GitLab name headings. */
function listAnchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}
