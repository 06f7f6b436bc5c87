import { configureChart } from '../../lib/chart/config.ts'
import { readLook } from '../../lib/chart/look.ts'
import type { ChartSpec } from '../../lib/chart/spec.ts'

/** Fetches Chart.js once. Named one by one, so that only what the three kinds of chart need is in the bundle. */
async function loadChart() {
  const {
    Chart,
    BarController,
    BarElement,
    CategoryScale,
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
    Legend,
    LinearScale,
    LineController,
    LineElement,
    PointElement,
    Tooltip,
  )
  return Chart
}

/** Draws, and returns what removes the drawing. `open` is called with the link of the bar that was pressed. */
export async function drawChart(
  canvas: HTMLCanvasElement,
  spec: ChartSpec,
  open: (path: string) => void,
): Promise<() => void> {
  const Chart = await loadChart()
  const probe = document.createElement('span')
  probe.hidden = true
  canvas.after(probe)
  const config = configureChart(spec, readLook(probe))
  probe.remove()
  Chart.getChart(canvas)?.destroy()
  const { links } = spec
  const chart = new Chart(canvas, {
    ...config,
    options: {
      ...config.options,
      onClick: (_event, elements) => {
        const link = links?.[elements[0]?.index ?? -1]
        if (link) open(link)
      },
      onHover: (_event, elements) => {
        canvas.style.cursor = links?.[elements[0]?.index ?? -1] ? 'pointer' : ''
      },
    },
  })
  return () => chart.destroy()
}
