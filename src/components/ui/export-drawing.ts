const NAMESPACE = 'http://www.w3.org/2000/svg'
/** What decides how a shape looks, with what it is without a word. Nothing else is taken over, so that the picture needs no style sheet. */
const LOOKS = { fill: '', stroke: 'none', 'stroke-width': '1px', opacity: '1', 'fill-opacity': '1' }
const SHAPES = new Set(['path', 'rect', 'circle'])
const KEPT = new Set([
  'id',
  'd',
  'x',
  'y',
  'cx',
  'cy',
  'r',
  'width',
  'height',
  'viewBox',
  'patternUnits',
  'patternTransform',
])
const LINE = 20
const MARGIN = 16

export interface Drawing {
  svg: SVGSVGElement
  /** Its ratio of width to height stays; this is its width in the picture, in pixels. */
  width: number
  title: string
  /** What the colours mean: a small drawing and words, a line each. */
  key: { mark: SVGSVGElement | null; words: string }[]
}

/** The drawing with title and key as an SVG document that stands alone: colours resolved, patterns inside, no script, no link. */
export function standAlone({ svg, width, title, key }: Drawing): string {
  const box = svg.viewBox.baseVal
  const height = (box.height / box.width) * width
  const top = MARGIN + LINE + 8
  const total = top + height + 12 + key.length * LINE + MARGIN
  const page = getComputedStyle(document.documentElement)
  const picture = element('svg', {
    xmlns: NAMESPACE,
    viewBox: `0 0 ${width + 2 * MARGIN} ${Math.ceil(total)}`,
    width: `${width + 2 * MARGIN}`,
    height: `${Math.ceil(total)}`,
    'font-family': page.fontFamily.replaceAll('"', "'"),
    'font-size': '12',
    fill: page.color,
  })
  picture.append(element('title', {}, title))
  picture.append(element('rect', { width: '100%', height: '100%', fill: page.backgroundColor }))
  picture.append(
    element('text', { x: `${MARGIN}`, y: `${MARGIN + 14}`, 'font-size': '14', 'font-weight': '600' }, title),
  )

  const patterns = element('defs', {})
  const body = nest(svg, MARGIN, top, width, height)
  const lines = key.flatMap(({ mark, words }, index) => {
    const y = top + height + 12 + index * LINE
    const text = element('text', { x: `${MARGIN + 18}`, y: `${y + 10}` }, words)
    return mark ? [nest(mark, MARGIN, y, 10, 10), text] : [text]
  })
  picture.append(patterns, body, ...lines)
  addPatterns(picture, patterns)
  return new XMLSerializer().serializeToString(picture)
}

function element(name: string, attributes: Record<string, string>, text = ''): SVGElement {
  const made = document.createElementNS(NAMESPACE, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text !== '') made.textContent = text
  return made
}

function nest(svg: SVGSVGElement, x: number, y: number, width: number, height: number): SVGElement {
  const copy = copyShape(svg)
  for (const [key, value] of Object.entries({ x, y, width, height })) copy.setAttribute(key, `${value}`)
  return copy
}

/** A copy with the look that the page gives it, as attributes. Links become plain groups. */
function copyShape(shape: Element): SVGElement {
  const copy = element(shape.localName === 'a' ? 'g' : shape.localName, {})
  for (const { name, value } of shape.attributes) if (KEPT.has(name)) copy.setAttribute(name, value)
  if (SHAPES.has(shape.localName)) {
    const style = getComputedStyle(shape)
    for (const [look, usual] of Object.entries(LOOKS)) {
      const value = style.getPropertyValue(look)
      if (value !== usual) copy.setAttribute(look, value.replaceAll('"', ''))
    }
  }
  const own = shape.children.length === 0 ? shape.textContent : ''
  if (own.trim() !== '') copy.textContent = own
  for (const child of shape.children) copy.append(copyShape(child))
  return copy
}

/** Patterns stand once a page, outside of the drawings that use them. */
function addPatterns(picture: SVGElement, into: SVGElement): void {
  const used = new Set([...picture.outerHTML.matchAll(/url\(#([\w-]+)\)/g)].map(([, id = '']) => id))
  for (const id of used) {
    if (picture.querySelector(`[id="${id}"]`)) continue
    const pattern = document.getElementById(id)
    if (pattern) into.append(copyShape(pattern))
  }
}
