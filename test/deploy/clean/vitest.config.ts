import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/deploy/clean/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Each file works on a machine of its own, with two cores for all.
    fileParallelism: false,
    // .ci/run reads the last line.
    reporters: ['default', './test/support/count-reporter.ts'],
  },
})
