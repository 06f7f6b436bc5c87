import type { Check } from '../check.ts'
import { ok, problem } from '../finding.ts'

/** Runs TypeScript as it is; aether.js says the same. */
const NEEDED = 24

export const nodeCheck: Check = {
  name: 'node',
  async run() {
    const { node } = process.versions
    if (Number.parseInt(node, 10) >= NEEDED) return [ok(`Node ${node}`, process.execPath)]
    const remedy = 'Run "npm install" in the project folder, which brings a newer one, or install it.'
    return [problem(`Node ${node} is too old: ${NEEDED} is needed`, process.execPath, remedy)]
  },
}
