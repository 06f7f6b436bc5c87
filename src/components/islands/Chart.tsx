import { useEffect, useRef } from 'preact/hooks'
import type { ChartSpec } from '../../lib/chart/spec.ts'
import { fromRoot } from '../../lib/table/root.ts'
import { shownSnapshot } from '../../lib/table/shown-snapshot.ts'
import { THEME_EVENT } from '../../lib/theme.ts'
import { ICONS } from '../icons.ts'
import { type DrawChart, loadDrawer } from './draw-chart.ts'
import { pictureName, savePicture } from './save-picture.ts'

/** The drawing of ui/Chart.astro. Chart.js is fetched when the island comes into view; another theme draws anew. */
export function Chart({ spec }: { spec: ChartSpec }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let remove: (() => void) | undefined
    let draw: DrawChart | undefined
    let gone = false
    function redraw(still: boolean): void {
      if (gone || !draw || !canvas.current) return
      remove = draw({ canvas: canvas.current, spec, still, open: (path) => location.assign(fromRoot(path)) })
    }
    const onTheme = () => redraw(true)
    async function start(): Promise<void> {
      draw = await loadDrawer()
      redraw(false)
    }
    void start()
    window.addEventListener(THEME_EVENT, onTheme)
    return () => {
      gone = true
      window.removeEventListener(THEME_EVENT, onTheme)
      remove?.()
    }
  }, [spec])
  function save(): void {
    if (!canvas.current) return
    savePicture(canvas.current, spec.title, pictureName(spec.title, shownSnapshot().name))
  }
  return (
    <>
      {/* Chart.js measures the element around the canvas. The drawing says nothing that title and table do not. */}
      <div class="chart-canvas" aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <button type="button" class="button button-quiet chart-save" onClick={save}>
        <svg
          width="14"
          height="14"
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          stroke-width="1.5"
          aria-hidden="true"
        >
          <path d={ICONS.download} />
        </svg>
        PNG<span class="screen-reader-only"> of {spec.title}</span>
      </button>
    </>
  )
}
