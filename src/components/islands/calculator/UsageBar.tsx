import { drawCapacity } from '../../../lib/capacity-bar.ts'

const HEIGHT = 20
/** Per cent of the width that a word needs on a phone. */
const LEAST_DISTANCE = 11

const LEGEND = [
  { part: 'used', word: 'Used' },
  { part: 'reserved', word: 'New volumes' },
  { part: 'free', word: 'Free' },
  { part: 'over', word: 'Beyond 100 %' },
] as const

interface Props {
  usedPercent: number
  predictedPercent: number
  marks: readonly { percent: number; word: string }[]
}

/** The site's capacity bar: used, what the new volumes add hatched, free empty, the thresholds below it, and overflow beyond 100 %. */
export function UsageBar({ usedPercent, predictedPercent, marks }: Props) {
  const parts = { used: usedPercent, reserved: predictedPercent - usedPercent, spare: 0, capacity: 100 }
  const { segments, tick } = drawCapacity(parts)
  const whole = tick ?? 100
  return (
    <div class="calculator-bar">
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        <rect class="capacity-free" width={`${whole}%`} y="2" height={HEIGHT - 4} />
        {segments
          .filter(({ part }) => part !== 'free')
          .map(({ part, x, width }) => (
            <rect
              key={part}
              class={`capacity-${part}`}
              x={`${x}%`}
              width={`${width}%`}
              y="2"
              height={HEIGHT - 4}
            />
          ))}
        {tick !== null && <line class="calculator-tick" x1={`${tick}%`} x2={`${tick}%`} y1="0" y2={HEIGHT} />}
      </svg>
      <ul class="calculator-marks" aria-hidden="true">
        {placeMarks(marks, tick).map(({ word, left }) => (
          <li key={word} style={{ left: `${left}%` }}>
            {word}
          </li>
        ))}
      </ul>
      <ul class="calculator-legend" aria-hidden="true">
        {LEGEND.filter(({ part }) => part !== 'over' || tick !== null).map(({ part, word }) => (
          <li key={part}>
            <svg width="16" height="8">
              <rect class={`capacity-${part}`} width="16" height="8" />
            </svg>
            {word}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Where the thresholds' words stand, and that of 100 % where there is something beyond it. What would run into the next one is left out. */
function placeMarks(marks: Props['marks'], tick: number | null): { word: string; left: number }[] {
  const all = tick === null ? marks : [...marks, { percent: 100, word: '100 %' }]
  const placed = all.map(({ percent, word }) => ({ word, left: (percent * (tick ?? 100)) / 100 }))
  return placed.filter(({ left }, index) => (placed[index + 1]?.left ?? Infinity) - left >= LEAST_DISTANCE)
}
