import type { Progress } from '../progress.ts'
import type { Tell } from './store.ts'

/** What keeps the history from being written is said and left to the next run: it keeps no site from being served. */
export async function attemptHistory(progress: Progress, work: (tell: Tell) => Promise<void>): Promise<void> {
  const tell = (text: string) => progress.note(`history  ${text}`)
  try {
    await work(tell)
  } catch (error) {
    tell(`not written: ${error instanceof Error ? error.message : String(error)}; the next run tries again`)
  }
}
