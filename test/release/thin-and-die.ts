// Thins an archive and is killed, as by a power cut, before the named step: see thin.test.ts.
import { thinArchive } from '../../collector/archive/thin.ts'
import { statePaths } from '../../collector/store/state.ts'

const [stateDir = '', deadlyStep = ''] = process.argv.slice(2)

await thinArchive(statePaths(stateDir), Infinity, (step) => {
  console.log(step)
  if (step === deadlyStep) process.kill(process.pid, 'SIGKILL')
})
