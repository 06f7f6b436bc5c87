import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import pLimit from 'p-limit'
import { BASE_PLACEHOLDER, pathToRoot, relativiseUrls } from './relative-urls.ts'
import { shareScripts } from './shared-scripts.ts'

/** Astro's `build.assets`: named by their content, kept for ever. */
const ASSETS = '_assets'

/** Makes the written site work under any URL prefix: see docs/architecture.md, "Portable output". */
export function portableOutput(): AstroIntegration {
  return {
    name: 'aether:portable-output',
    hooks: {
      'astro:build:done': async ({ dir }) => relativiseSite(fileURLToPath(dir)),
    },
  }
}

/** Rewrites every page, style sheet and feed below `root`, and takes out of pages what they share; throws where a script holds the placeholder, which nothing could replace safely. */
async function relativiseSite(root: string): Promise<void> {
  const limit = pLimit(8)
  const names = await readdir(root, { recursive: true })
  await Promise.all(names.map((name) => limit(() => relativiseFile(root, name))))
}

async function relativiseFile(root: string, name: string): Promise<void> {
  const path = join(root, name)
  if (/\.m?js$/.test(name)) {
    const script = await readFile(path, 'utf8')
    if (!script.includes(BASE_PLACEHOLDER)) return
    throw new Error(
      `${name} holds the base placeholder ${BASE_PLACEHOLDER}, so it would work under no prefix. Use fromRoot() in browser code, never BASE_URL.`,
    )
  }
  if (!/\.(html|css|xml|atom|svg)$/.test(name)) return
  const text = await readFile(path, 'utf8')
  const relative = relativiseUrls(text, name)
  const { html, scripts } = name.endsWith('.html')
    ? shareScripts(relative, `${pathToRoot(name)}${ASSETS}/`)
    : { html: relative, scripts: [] }
  for (const [script, content] of scripts) await writeFile(join(root, ASSETS, script), content)
  if (html !== text) await writeFile(path, html)
}
