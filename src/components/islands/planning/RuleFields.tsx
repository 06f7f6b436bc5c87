import type { PlanningRules } from '../../../lib/planning/planning-model.ts'

const TITLES: Record<keyof PlanningRules, string> = {
  useReserved: 'Use what is reserved',
  useSpares: 'Use spares',
  otherZones: 'Other zones, too',
}

interface Props {
  rules: PlanningRules
  shown: readonly (keyof PlanningRules)[]
  onChange(rules: PlanningRules): void
}

/** What may be used that is kept back otherwise. */
export function RuleFields({ rules, shown, onChange }: Props) {
  return (
    <fieldset class="plan-rules">
      <legend class="screen-reader-only">What may be used</legend>
      {shown.map((rule) => (
        <label key={rule} class="plan-rule">
          <input
            type="checkbox"
            checked={rules[rule]}
            onChange={(event) => onChange({ ...rules, [rule]: event.currentTarget.checked })}
          />
          {TITLES[rule]}
        </label>
      ))}
    </fieldset>
  )
}
