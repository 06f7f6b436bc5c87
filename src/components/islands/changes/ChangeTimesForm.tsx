import { useEffect, useState } from 'preact/hooks'
import { CHANGE_SPANS, type ChangeSpan } from '../../../lib/change-range.ts'
import { TimeSelect } from './TimeSelect.tsx'
import type { ChangesControl } from './use-changes.ts'

interface Props {
  control: ChangesControl
  timeZone: string
}

/** Which times are compared: some spans to press, any two that are known, and whether each event is listed. */
export function ChangeTimesForm({ control, timeZone }: Props) {
  const { question, shown, own, sources, ask, openSources } = control
  const chosen = question.span === null && (question.from !== null || question.to !== null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (chosen) setOpen(true)
  }, [chosen])
  const spans = Object.entries(CHANGE_SPANS) as [ChangeSpan, string][]
  const times = shown.state === 'ready' ? shown.times : null
  const from = times?.from ?? question.from ?? own.previous
  const to = times?.to ?? question.to ?? own.name
  const canList = shown.state === 'ready' && shown.found.isLogged

  function openTimes(): void {
    setOpen(!open)
    openSources()
  }

  return (
    <div class="changes-form">
      <div class="changes-spans" role="group" aria-label="Compare with">
        <button
          type="button"
          class="changes-span"
          aria-pressed={question.span === null && !chosen}
          onClick={() => ask({ from: null, to: null, span: null, each: false })}
        >
          The collection before
        </button>
        {spans.map(([span, title]) => (
          <button
            key={span}
            type="button"
            class="changes-span"
            aria-pressed={question.span === span}
            onClick={() => ask({ from: null, to: null, span })}
          >
            {title}
          </button>
        ))}
        <button type="button" class="changes-span" aria-expanded={open} onClick={openTimes}>
          Any two times
        </button>
      </div>
      {open && sources !== null && (
        <div class="changes-times">
          <TimeSelect
            label="From"
            sources={sources}
            timeZone={timeZone}
            value={from}
            onChange={(name) => ask({ from: name, to, span: null })}
          />
          <TimeSelect
            label="To"
            sources={sources}
            timeZone={timeZone}
            value={to}
            onChange={(name) => ask({ from, to: name, span: null })}
          />
        </div>
      )}
      {canList && (
        <label class="changes-each">
          <input
            type="checkbox"
            checked={question.each}
            onChange={(event) => ask({ each: event.currentTarget.checked })}
          />
          Every change on the way, not only what differs in the end
        </label>
      )}
    </div>
  )
}
