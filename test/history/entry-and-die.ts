// Records a published snapshot's entry and is killed, as by a power cut, before the named step: see append.test.ts.
import { readEntry, recordEntry } from '../../collector/history/store.ts'
import { statePaths } from '../../collector/store/state.ts'

const [stateDir = '', name = '', deadlyStep = ''] = process.argv.slice(2)
const state = statePaths(stateDir)
const entry = await readEntry(state, name)
if (entry === null) throw new Error(`${name} has no entry`)

await recordEntry(
  state,
  entry,
  () => undefined,
  (step) => {
    console.log(step)
    if (step === deadlyStep) process.kill(process.pid, 'SIGKILL')
  },
)
