import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // `npm run test:deploy`: these need a whole Debian each.
    exclude: [...configDefaults.exclude, 'test/deploy/clean/**'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Two cores are what a small runner has; the browser and nginx tests start processes of their own.
    maxWorkers: 2,
  },
})
