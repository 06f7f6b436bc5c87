import { shownSnapshot } from '../../lib/table/shown-snapshot.ts'
import { formatTime } from '../../lib/time.ts'
import { pictureName, saveFile, savePng } from '../islands/save-picture.ts'
import { standAlone } from './export-drawing.ts'
import { rove } from './roving-focus.ts'

const WIDTH = 640
/** Around a name that may be written from the right, so that it does not turn what follows it. */
const ISOLATE = '\u2068'
const ISOLATE_END = '\u2069'

/** Each map of vCPUs: one tab stop, arrow keys from run to run, details in words, and pictures to keep. */
export function startVcpuMaps(): void {
  for (const map of document.querySelectorAll<HTMLElement>('[data-vcpu-map]')) {
    const detail = map.querySelector('[data-detail]')
    const frame = map.querySelector('[data-frame]')
    const hint = detail?.textContent ?? ''
    rove(map, [...map.querySelectorAll<SVGElement>('[data-run]')], 'line', (run) => {
      if (detail) detail.textContent = run?.getAttribute('aria-label') ?? hint
      frame?.setAttribute('d', run?.querySelector('path')?.getAttribute('d') ?? '')
    })
    map.querySelector('[data-save="svg"]')?.addEventListener('click', () => void save(map, 'svg'))
    map.querySelector('[data-save="png"]')?.addEventListener('click', () => void save(map, 'png'))
  }
}

async function save(map: HTMLElement, format: 'svg' | 'png'): Promise<void> {
  const svg = map.querySelector<SVGSVGElement>('svg.squares')
  if (!svg) return
  const { name: snapshot, collectedAt } = shownSnapshot()
  const title = `${map.dataset.vcpuMap}, ${formatTime(collectedAt, 'UTC')}`
  const rows = map.querySelectorAll<HTMLTableRowElement>('tbody tr')
  const key = [...rows].map((row) => {
    const [name, , vcpus] = [...row.cells].map((cell) => cell.textContent.trim())
    return {
      mark: row.querySelector<SVGSVGElement>('svg'),
      words: `${ISOLATE}${name}${ISOLATE_END}: ${vcpus} vCPU`,
    }
  })
  const text = standAlone({ svg, width: WIDTH, title, key })
  const name = pictureName(title, snapshot, format)
  const picture = new Blob([text], { type: 'image/svg+xml' })
  if (format === 'svg') saveFile(URL.createObjectURL(picture), name)
  else await savePng(picture, name)
}
