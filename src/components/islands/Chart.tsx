import { useEffect, useRef } from 'preact/hooks'
import type { ChartSpec } from '../../lib/chart/spec.ts'
import { fromRoot } from '../../lib/table/root.ts'
import { THEME_EVENT } from '../../lib/theme.ts'
import { ICONS } from '../icons.ts'
import { drawChart } from './draw-chart.ts'
import { pictureName, savePicture } from './save-picture.ts'

/** The drawing of ui/Chart.astro. Chart.js is fetched when the island comes into view; another theme draws anew. */
export function Chart({ spec }: { spec: ChartSpec }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let remove: (() => void) | undefined
    let gone = false
    async function draw(): Promise<void> {
      if (!canvas.current) return
      remove = await drawChart(canvas.current, spec, (path) => location.assign(fromRoot(path)))
      if (gone) remove()
    }
    void draw()
    window.addEventListener(THEME_EVENT, draw)
    return () => {
      gone = true
      window.removeEventListener(THEME_EVENT, draw)
      remove?.()
    }
  }, [spec])
  function save(): void {
    if (!canvas.current) return
    savePicture(
      canvas.current,
      spec.title,
      pictureName(spec.title, document.documentElement.dataset.snapshot ?? ''),
    )
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
