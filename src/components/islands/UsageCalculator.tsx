import { useEffect, useState } from 'preact/hooks'
import { parseTrial, serialiseTrial } from '../../lib/calculator-link.ts'
import { CLUSTER, defaultTrial, trialProblems, type Calculator, type Trial } from '../../lib/calculator.ts'
import { Icon } from './table/Icon.tsx'
import { ClusterFields } from './calculator/ClusterFields.tsx'
import { Prediction } from './calculator/Prediction.tsx'
import { FigureField } from './calculator/FigureField.tsx'

const URL_DELAY_MS = 250

interface Props {
  calculator: Calculator
  /** IANA name. */
  timeZone: string
}

/** "What does a new volume do?": by the earlier tool's model of the whole cluster, or by a pool's own head-room. */
export function UsageCalculator({ calculator, timeZone }: Props) {
  const [trial, setTrial] = useState(() => defaultTrial(calculator))
  // Remembers that the page is no longer what was made at build time; before, nothing is written into the address.
  const [touched, setTouched] = useState(false)
  useEffect(() => {
    const follow = () => setTrial(parseTrial(location.search, calculator))
    follow()
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [calculator])
  useEffect(() => {
    if (!touched) return undefined
    // Browsers refuse a flood of history changes; a person types faster than they allow.
    const timer = setTimeout(() => {
      const search = serialiseTrial(trial, calculator, location.search)
      history.replaceState(history.state, '', location.pathname + search + location.hash)
    }, URL_DELAY_MS)
    return () => clearTimeout(timer)
  }, [trial, touched, calculator])

  function change(changes: Partial<Trial>): void {
    setTouched(true)
    setTrial((old) => ({ ...old, ...changes }))
  }

  const problems = trialProblems(trial)
  return (
    <div class="calculator">
      <form class="calculator-form" onSubmit={(event) => event.preventDefault()}>
        <label class="calculator-field">
          <span>Model</span>
          <select
            class="input"
            value={trial.model}
            onChange={(event) => change({ model: event.currentTarget.value })}
          >
            <option value={CLUSTER}>Whole cluster, as the earlier tool counts</option>
            {calculator.pools.map(({ key, cluster, name }) => (
              <option key={key} value={key}>
                Pool {name} of {cluster}
              </option>
            ))}
          </select>
        </label>
        <div class="calculator-row">
          <FigureField
            label="New volumes"
            value={trial.count}
            whole
            problem={problems.count}
            onChange={(count) => change({ count })}
          />
          <FigureField
            label="Size of each"
            value={trial.size}
            problem={problems.size}
            onChange={(size) => change({ size })}
          />
          <label class="calculator-field">
            <span>Unit</span>
            <select
              class="input"
              value={trial.unit}
              onChange={(event) => change({ unit: event.currentTarget.value === 'GiB' ? 'GiB' : 'TiB' })}
            >
              <option value="GiB">GiB</option>
              <option value="TiB">TiB</option>
            </select>
          </label>
        </div>
        {trial.model === CLUSTER && (
          <ClusterFields trial={trial} factors={calculator.factors} problems={problems} onChange={change} />
        )}
      </form>
      <Prediction trial={trial} calculator={calculator} timeZone={timeZone} />
      <button
        type="button"
        class="button button-quiet calculator-link"
        onClick={(event) => {
          const search = serialiseTrial(trial, calculator, location.search)
          event.currentTarget.dataset['copy'] = `${location.origin}${location.pathname}${search}#calculator`
        }}
      >
        <Icon name="copy" /> Copy link to this calculation
      </button>
    </div>
  )
}
