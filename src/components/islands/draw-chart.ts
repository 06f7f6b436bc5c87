import { configureChart } from '../../lib/chart/config.ts'
import { readLook } from '../../lib/chart/look.ts'
import type { ChartSpec } from '../../lib/chart/spec.ts'

interface Drawing {
  canvas: HTMLCanvasElement
  spec: ChartSpec
  /** No motion, even where the reader has nothing against it. */
  still: boolean
  /** Called with the link of the bar that was pressed. */
  open: (path: string) => void
}

/** Draws at once, in place of what was drawn before; returns what removes the drawing. */
export type DrawChart = (drawing: Drawing) => () => void

/** Fetches Chart.js, named one by one, so that only what the three kinds of chart need is in the bundle. */
export async function loadDrawer(): Promise<DrawChart> {
  const {
    Chart,
    BarController,
    BarElement,
    CategoryScale,
    Filler,
    Legend,
    LinearScale,
    LineController,
    LineElement,
    PointElement,
    Tooltip,
  } = await import('chart.js')
  Chart.register(
    BarController,
    BarElement,
    CategoryScale,
    Filler,
    Legend,
    LinearScale,
    LineController,
    LineElement,
    PointElement,
    Tooltip,
  )
  return ({ canvas, spec, still, open }) => {
    Chart.getChart(canvas)?.destroy()
    const look = readLook(canvas)
    const config = configureChart(spec, { ...look, still: still || look.still })
    const linkAt = (index: number | undefined) => spec.links?.[index ?? -1] ?? null
    const chart = new Chart(canvas, {
      ...config,
      options: {
        ...config.options,
        onClick: (_event, [element]) => {
          const link = linkAt(element?.index)
          if (link !== null) open(link)
        },
        onHover: (_event, [element]) => {
          canvas.style.cursor = linkAt(element?.index) === null ? '' : 'pointer'
        },
      },
    })
    return () => chart.destroy()
  }
}
