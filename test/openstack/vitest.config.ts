import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/openstack/**/*.rig.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The files share one cloud, and two cores are what it has.
    fileParallelism: false,
  },
})
