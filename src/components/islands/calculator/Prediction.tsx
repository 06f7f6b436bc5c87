import {
  CLUSTER,
  missingFigures,
  newTib,
  predictTrial,
  trialModel,
  trialProblems,
  type Calculator,
  type Trial,
} from '../../../lib/calculator.ts'
import type { StorageModel, StorageBand, StoragePrediction } from '../../../lib/storage.ts'
import { formatTime } from '../../../lib/time.ts'
import { formatCount, formatGib, formatPercent } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import { UsageBar } from './UsageBar.tsx'

interface Props {
  trial: Trial
  calculator: Calculator
  timeZone: string
}

const TONES = { safe: 'ok', warning: 'warning', critical: 'critical' } as const
/** Beyond it the digits say nothing more. */
const MOST_PERCENT = 10_000
const WORDS: Record<StorageBand, string> = { safe: 'Safe', warning: 'Warning', critical: 'Critical' }

/** What the trial comes to, in words, colour and a bar; said aloud when it changes. */
export function Prediction({ trial, calculator, timeZone }: Props) {
  const model = trialModel(trial, calculator)
  const prediction = predictTrial(trial, calculator)
  const wrong = Object.keys(trialProblems(trial)).length > 0
  return (
    <div class="calculator-result" role="status" aria-atomic="true">
      {model !== null && prediction !== null ? (
        <Outcome trial={trial} calculator={calculator} model={model} prediction={prediction} />
      ) : (
        <p class={wrong ? 'tone-critical' : 'calculator-explanation'}>{reason(trial, calculator)}</p>
      )}
      <p class="calculator-explanation">{explanation(trial, calculator, timeZone)}</p>
    </div>
  )
}

interface OutcomeProps {
  trial: Trial
  calculator: Calculator
  model: StorageModel
  prediction: StoragePrediction
}

function Outcome({ trial, calculator, model, prediction }: OutcomeProps) {
  const { usedPercent, predictedPercent, band, largestNewTib, untilWarningTib, untilCriticalTib } = prediction
  const { warningPercent, criticalPercent } = calculator.thresholds
  const added = newTib(trial) ?? 0
  return (
    <>
      <p class="calculator-headline">
        <span class={`calculator-band tone-${TONES[band]}`}>
          <Icon name={TONES[band]} size={18} /> {WORDS[band]}
        </span>
        <strong>{formatUse(predictedPercent)}</strong> used with{' '}
        {`${formatCount(trial.count)} × ${formatTib((trial.size ?? 0) / (trial.unit === 'GiB' ? 1024 : 1))}`}
        {trial.count === 1 ? '' : ` (${formatTib(added)})`}, {formatUse(usedPercent)} now
      </p>
      <UsageBar
        usedPercent={usedPercent}
        predictedPercent={predictedPercent}
        marks={[
          { percent: warningPercent, word: `${warningPercent} %` },
          { percent: criticalPercent, word: `${criticalPercent} %` },
        ]}
      />
      {prediction.excessTib > 0 && <p class="tone-critical">{excess(prediction, added, model)}</p>}
      <dl class="facts">
        <dt>Largest new volume</dt>
        <dd>{formatTib(largestNewTib)}</dd>
        <dt>Until warning, {warningPercent} %</dt>
        <dd>{room(untilWarningTib)}</dd>
        <dt>Until critical, {criticalPercent} %</dt>
        <dd>{room(untilCriticalTib)}</dd>
      </dl>
    </>
  )
}

function formatTib(tib: number): string {
  return formatGib(tib * 1024)
}

function room(tib: number): string {
  return tib === 0 ? 'passed already' : `${formatTib(tib)} more`
}

/** "40 TiB too much: 120 TiB with the overhead." What was too much before is told apart. */
function excess({ excessTib }: StoragePrediction, added: number, model: StorageModel): string {
  const before = excessTib - added
  const where =
    model.kind === 'pool' ? ' for the pool' : `, ${formatTib(excessTib * model.overhead)} with the overhead`
  const already = before > 0 ? ` ${formatTib(before)} of it without the new volumes.` : ''
  return `More than there is: ${formatTib(excessTib)} too much${where}.${already}`
}

function formatUse(percent: number): string {
  return percent > MOST_PERCENT ? `more than ${formatCount(MOST_PERCENT)} %` : formatPercent(percent, 100)
}

function reason(trial: Trial, calculator: Calculator): string {
  const problems = Object.values(trialProblems(trial))
  if (problems.length > 0) return problems.join(' ')
  if (trial.model !== CLUSTER)
    return 'This pool has no size: Ceph says that it stores nothing and can take nothing.'
  return `This model lacks ${missingFigures(trial, calculator).join(', and ')}.`
}

function explanation(trial: Trial, calculator: Calculator, timeZone: string): string {
  if (trial.model === CLUSTER) {
    const sum = calculator.usedTib === null ? '' : ` (${formatTib(calculator.usedTib)} now)`
    return `The earlier tool's model: the sizes of all volumes${sum} times the overhead, of the total. It counts volumes as full, and cannot see how full a single pool is.`
  }
  const asOf = calculator.pools.find(({ key }) => key === trial.model)?.asOf ?? null
  const age = asOf === null ? '' : ` Its figures are of ${formatTime(asOf, timeZone)}.`
  return `What the pool stores, of stored + MAX AVAIL, which follows the fullest disk. It counts what is written, not what volumes could grow to.${age}`
}
