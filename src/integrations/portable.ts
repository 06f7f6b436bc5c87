import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'

export const BASE_PLACEHOLDER = '/__BASE__/'

export function portableOutput(): AstroIntegration {
  return {
    name: 'aether:portable-output',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        const names = await readdir(root, { recursive: true })
        for (const name of names) {
          if (!/\.(html|css)$/.test(name)) continue
          const path = join(root, name)
          const text = await readFile(path, 'utf8')
          const depth = relative(root, path).split(sep).length - 1
          await writeFile(path, text.replaceAll(BASE_PLACEHOLDER, depth === 0 ? './' : '../'.repeat(depth)))
        }
      },
    },
  }
}
