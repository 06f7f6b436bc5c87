// Removes snapshots and is killed, as by a power cut, before the named step: see prune.test.ts.
import { removeReleases } from '../../collector/store/removal.ts'

const [stateDir = '', names = '', deadlyStep = ''] = process.argv.slice(2)

await removeReleases(stateDir, names.split(','), (step) => {
  console.log(step)
  if (step === deadlyStep) process.kill(process.pid, 'SIGKILL')
})
