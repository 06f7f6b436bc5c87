// Publishes a prepared release and is killed, as by a power cut, before the named step: see publish.test.ts.
import { publishRelease } from '../../collector/store/releases.ts'

const [stateDir = '', name = '', deadlyStep = ''] = process.argv.slice(2)

await publishRelease(stateDir, name, (step) => {
  console.log(step)
  if (step === deadlyStep) process.kill(process.pid, 'SIGKILL')
})
