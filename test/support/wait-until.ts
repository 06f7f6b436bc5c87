import { setTimeout as sleep } from 'node:timers/promises'

/** Looks until it is so. Rejects with `what` after a minute, which no machine needs. */
export async function waitUntil(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  pauseMs = 5,
): Promise<void> {
  for (const end = Date.now() + 60_000; !(await isSo()); await sleep(pauseMs)) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`)
  }
}
