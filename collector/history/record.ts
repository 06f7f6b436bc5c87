import type { Config } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import type { StatePaths } from '../store/state.ts'
import { describeCollection, findHistorySources } from './describe.ts'
import { keepBaseline, recordEntry, type Tell } from './store.ts'

/** Records a collection of which no site is built. One that is recorded already stays as it is. */
export async function recordCollection(
  state: StatePaths,
  dataDir: string,
  config: Config,
  tell: Tell,
): Promise<void> {
  const sources = await findHistorySources(state, config)
  const described = await describeCollection(await loadSnapshot(dataDir), sources)
  await keepBaseline(state, described)
  await recordEntry(state, described.entry, tell)
}
