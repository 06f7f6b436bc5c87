/** The calculator's part of a page's address. The table beside it has its own and leaves these alone. */
import { CLUSTER, defaultTrial, isCount, trialProblems, type Calculator, type Trial } from './calculator.ts'

const NAMES = ['calc', 'calc.size', 'calc.count', 'calc.overhead', 'calc.total'] as const
const SIZE = /^(\d+(?:\.\d+)?)(GiB|TiB)$/

/** Reads `?calc=ceph/volumes&calc.size=500GiB&calc.count=3`. What is wrong or unknown here is dropped. */
export function parseTrial(search: string, calculator: Calculator): Trial {
  const parameters = new URLSearchParams(search)
  const trial = { ...defaultTrial(calculator) }
  const model = parameters.get('calc')
  if (model === CLUSTER || calculator.pools.some(({ key }) => key === model)) trial.model = model ?? CLUSTER
  const size = SIZE.exec(parameters.get('calc.size') ?? '')
  if (size) {
    trial.size = Number(size[1])
    trial.unit = size[2] === 'GiB' ? 'GiB' : 'TiB'
  }
  const count = Number(parameters.get('calc.count') ?? '')
  if (isCount(count)) trial.count = count
  trial.overhead = readFactor(parameters.get('calc.overhead'))
  trial.totalTib = readFactor(parameters.get('calc.total'))
  return trial
}

/** The page's `?...` with this trial in it; nothing of it where it is the default or cannot be used. */
export function serialiseTrial(trial: Trial, calculator: Calculator, search: string): string {
  const parameters = new URLSearchParams(search)
  for (const name of NAMES) parameters.delete(name)
  const usual = defaultTrial(calculator)
  const wrong = trialProblems({ ...trial, model: CLUSTER })
  if (trial.model !== usual.model) parameters.set('calc', trial.model)
  if (!wrong.size && (trial.size !== usual.size || trial.unit !== usual.unit)) {
    parameters.set('calc.size', `${trial.size}${trial.unit}`)
  }
  if (!wrong.count && trial.count !== usual.count) parameters.set('calc.count', String(trial.count))
  if (trial.overhead !== null && !wrong.overhead) parameters.set('calc.overhead', String(trial.overhead))
  if (trial.totalTib !== null && !wrong.totalTib) parameters.set('calc.total', String(trial.totalTib))
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

function readFactor(text: string | null): number | null {
  const value = text === null || text === '' ? NaN : Number(text)
  return Number.isFinite(value) && value > 0 ? value : null
}
