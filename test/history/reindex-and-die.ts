// Writes the history anew and is killed, as by a power cut, before the named step: see reindex.test.ts.
import { join } from 'node:path'
import { reindexHistory } from '../../collector/history/reindex.ts'
import { statePaths } from '../../collector/store/state.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'

const [stateDir = '', deadlyStep = ''] = process.argv.slice(2)
const state = statePaths(stateDir)

await reindexHistory(
  { state, config: defaultConfig },
  (name, use) => use(join(state.archive, name, 'data')),
  (step) => {
    console.log(step)
    if (step === deadlyStep) process.kill(process.pid, 'SIGKILL')
  },
)
