import type { Measure } from '../../../lib/forecast/measures.ts'

interface Props {
  measures: readonly Measure[]
  show: readonly string[]
  onChange(show: string[]): void
}

const WORDS = { vcpu: 'vCPU', memoryMb: 'RAM', storage: 'used', pool: 'stored' } as const

/** Which measures have a chart: a line a tier, the storage and its pools. */
export function MeasureChoice({ measures, show, onChange }: Props) {
  const groups = Map.groupBy(measures, ({ group }) => group)
  function toggle(key: string): void {
    const chosen = new Set(show)
    if (!chosen.delete(key)) chosen.add(key)
    onChange(measures.map((one) => one.key).filter((one) => chosen.has(one)))
  }
  return (
    <details class="trends-choice">
      <summary>
        Shown: {show.length} of {measures.length}
      </summary>
      <div class="trends-groups">
        {[...groups.values()].map((group) => (
          <fieldset key={group[0]?.group} class="trends-group">
            <legend>{group[0]?.what}</legend>
            {group.map(({ key, resource }) => (
              <label key={key}>
                <input type="checkbox" checked={show.includes(key)} onChange={() => toggle(key)} />{' '}
                {WORDS[resource]}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </details>
  )
}
