import { fileURLToPath } from 'node:url'
import preact from '@astrojs/preact'
import tailwind from '@astrojs/tailwind'
import { defineConfig } from 'astro/config'
import { portableOutput } from './src/integrations/portable.ts'
import { BASE_PLACEHOLDER } from './src/integrations/relative-urls.ts'
import { themeScriptHash } from './src/lib/theme-script.ts'

// @astrojs/preact has Babel parse every module for JSX, which Vite's own compiler does in a fraction of the time: a quarter of a build.
const withoutBabel = {
  name: 'aether:without-babel',
  configResolved({ plugins }) {
    const babel = plugins.find(({ name }) => name === 'vite:preact-jsx')
    if (babel) delete babel.transform
  },
}

const project = new URL('.', import.meta.url)

// Astro writes its types below the root that it is started with, which is a build's working folder. All else is this project's.
const fromThisProject = {
  name: 'aether:from-this-project',
  hooks: {
    'astro:config:setup': ({ updateConfig }) => {
      updateConfig({
        root: project,
        srcDir: new URL('src/', project),
        publicDir: new URL('public/', project),
      })
    },
  },
}

const cacheDir = process.env.AETHER_CACHE ?? './node_modules/.astro'

// Everything below a prefix-neutral base: see docs/architecture.md, "Portable output".
export default defineConfig({
  base: BASE_PLACEHOLDER,
  outDir: process.env.AETHER_OUT ?? './dist',
  cacheDir,
  output: 'static',
  trailingSlash: 'always',
  compressHTML: true,
  // There is no Markdown; its highlighter's inline styles would not pass the policy below.
  markdown: { syntaxHighlight: false },
  devToolbar: { enabled: false },
  build: { format: 'directory', assets: '_assets', inlineStylesheets: 'never', concurrency: 4 },
  integrations: [
    fromThisProject,
    preact(),
    // Named by its whole path, since a build's working folder is not the project's.
    tailwind({
      applyBaseStyles: false,
      configFile: fileURLToPath(import.meta.resolve('./tailwind.config.mjs')),
    }),
    portableOutput(),
  ],
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "worker-src 'self' blob:",
      ],
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"], hashes: [themeScriptHash] },
      // Tabulator and Chart.js position rows and tooltips through style attributes.
      styleDirective: { resources: ["'self'", "'unsafe-inline'"] },
    },
  },
  vite: {
    // Its own would be in node_modules, which the user that builds need not be able to write.
    cacheDir: `${cacheDir}/vite`,
    plugins: [withoutBabel],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    experimental: {
      renderBuiltUrl(_filename, { hostType }) {
        return hostType === 'js' || hostType === 'css' ? { relative: true } : undefined
      },
    },
  },
})
