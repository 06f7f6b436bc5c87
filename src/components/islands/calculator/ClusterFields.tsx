import type { ClusterFactors, SourcedFigure } from '../../../lib/storage.ts'
import type { Trial, TrialProblems } from '../../../lib/calculator.ts'
import { FigureField } from './FigureField.tsx'

interface Props {
  trial: Trial
  factors: ClusterFactors
  problems: TrialProblems
  onChange(changes: Partial<Trial>): void
}

/** The two factors of the cluster model: where they come from, and others to try. */
export function ClusterFields({ trial, factors, problems, onChange }: Props) {
  const tried = trial.overhead !== null || trial.totalTib !== null
  return (
    <fieldset class="calculator-factors">
      <legend>{tried ? 'What if: other figures than the collected ones' : 'Figures of the cluster'}</legend>
      <div class="calculator-row">
        <Factor
          name="overhead"
          label="Overhead, times"
          figure={factors.overhead}
          value={trial.overhead}
          problem={problems.overhead}
          onChange={(overhead) => onChange({ overhead })}
        />
        <Factor
          name="total"
          label="Total, TiB"
          figure={factors.totalTib}
          value={trial.totalTib}
          problem={problems.totalTib}
          onChange={(totalTib) => onChange({ totalTib })}
        />
      </div>
      {tried && (
        <button
          type="button"
          class="button button-quiet"
          onClick={() => onChange({ overhead: null, totalTib: null })}
        >
          Back to the collected figures
        </button>
      )}
    </fieldset>
  )
}

interface FactorProps {
  name: string
  label: string
  figure: SourcedFigure | null
  /** Null where the collected one holds. */
  value: number | null
  problem: string | undefined
  onChange(value: number | null): void
}

function Factor({ name, label, figure, value, problem, onChange }: FactorProps) {
  const id = `calculator-${name}-source`
  return (
    <div class="calculator-factor">
      <FigureField
        label={label}
        value={value}
        problem={problem}
        placeholder={figure ? String(Number(figure.value.toFixed(2))) : 'not known'}
        describedBy={id}
        onChange={(next) => onChange(next === figure?.value ? null : next)}
      />
      <p id={id} class="calculator-source">
        {figure === null
          ? 'Not known: set it in aether.yaml, or try one here.'
          : value === null
            ? `From ${figure.source}.`
            : `Tried here; ${Number(figure.value.toFixed(2))} from ${figure.source}.`}
      </p>
    </div>
  )
}
