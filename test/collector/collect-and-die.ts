// Collects a tiny cloud and is killed, as by a power cut, before the named step: see killed.test.ts.
import { collectTiny } from './support/tiny-collection.ts'

const [dataDir = '', text = '', deadlyStep = ''] = process.argv.slice(2)

await collectTiny(dataDir, text, (step) => {
  console.log(step)
  if (step === deadlyStep) process.kill(process.pid, 'SIGKILL')
})
