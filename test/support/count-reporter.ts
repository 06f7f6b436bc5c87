import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with "N passed, N failed", which .ci/run adds up. A test file that cannot be loaded counts as one failure. */
// Vitest makes one of a class, which it takes by the file's default export.
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    )
    const passed = states.filter((state) => state === 'passed').length
    const failed = states.filter((state) => state === 'failed').length
    for (const module of modules) {
      for (const test of module.children.allTests('failed')) {
        const reason = test.result().errors?.[0]?.message.split('\n')[0] ?? ''
        console.log(`FAILED ${module.relativeModuleId}: ${test.fullName}: ${reason}`)
      }
    }
    const broken = modules.filter((module) => module.errors().length > 0).length
    console.log(`${passed} passed, ${failed + broken + unhandledErrors.length} failed`)
  }
}
