import { type Check, needCloud } from '../check.ts'
import type { ClockSample } from '../cloud-access.ts'
import { ok, problem, skipped, warning } from '../finding.ts'

/** A collection's times are shown beside those of the cloud. */
const NOTABLE_MS = 30_000
/** Tokens, certificates and ages become wrong. */
const WRONG_MS = 5 * 60_000

export const clockCheck: Check = {
  name: 'clock',
  async run(context) {
    const { clocks } = await needCloud(context)
    const worst = clocks.reduce<ClockSample | null>(
      (most, sample) => (most && Math.abs(most.aheadMs) >= Math.abs(sample.aheadMs) ? most : sample),
      null,
    )
    if (!worst) return [skipped('No service tells its time')]
    const seconds = Math.round(Math.abs(worst.aheadMs) / 1000)
    if (Math.abs(worst.aheadMs) < NOTABLE_MS) return [ok(`Clocks agree within ${Math.max(1, seconds)} s`)]
    const what = `The clock of ${worst.host} is ${seconds} s ${worst.aheadMs > 0 ? 'ahead of' : 'behind'} this machine's`
    const remedy = 'Compare both with "timedatectl", and let chrony or systemd-timesyncd keep them.'
    return [
      Math.abs(worst.aheadMs) < WRONG_MS
        ? warning(what, worst.host, remedy)
        : problem(what, worst.host, remedy),
    ]
  },
}
