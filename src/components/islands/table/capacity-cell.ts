/** The site's one capacity bar as a cell: used | reserved | spare | unavailable | free, a tick at 100 % and what is beyond it. */
import type { CapacityFigures } from '../../../lib/table/definition.ts'

const SVG = 'http://www.w3.org/2000/svg'
const WIDTH = 100
const HEIGHT = 10

export function drawCapacity(figures: CapacityFigures | null, text: string): Node {
  const node = document.createElement('span')
  node.className = 'dt-capacity'
  node.title = text
  if (figures?.capacity) node.append(drawBar(figures, figures.capacity))
  // An element of its own, because the bar beside it has one length in all rows.
  const figure = document.createElement('span')
  figure.className = 'dt-capacity-figure'
  figure.textContent = text
  node.append(figure)
  return node
}

function drawBar({ used, reserved, spare, unavailable = 0 }: CapacityFigures, capacity: number): SVGElement {
  const whole = Math.max(capacity, used + reserved + spare)
  const scale = (amount: number) => (Math.max(0, amount) / whole) * WIDTH
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`)
  svg.setAttribute('preserveAspectRatio', 'none')
  svg.setAttribute('aria-hidden', 'true')
  svg.append(drawPart('free', 0, scale(capacity)))
  const within = Math.min(used, capacity)
  const parts = [
    ['used', within],
    ['over', used - within],
    ['reserved', reserved],
    ['spare', spare],
    ['unavailable', Math.min(unavailable, capacity - used)],
  ] as const
  let from = 0
  for (const [name, amount] of parts) {
    if (amount <= 0) continue
    svg.append(drawPart(name, from, scale(amount)))
    from += scale(amount)
  }
  return svg
}

function drawPart(name: string, x: number, width: number): SVGElement {
  const rect = document.createElementNS(SVG, 'rect')
  rect.setAttribute('class', `capacity-${name}`)
  rect.setAttribute('x', String(x))
  rect.setAttribute('width', String(width))
  rect.setAttribute('height', String(HEIGHT))
  return rect
}
