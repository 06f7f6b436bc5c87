import { ICONS } from '../icons.ts'

/** What the keyboard does on every page. */
const KEYS = [
  { keys: ['Ctrl', 'K'], does: 'Search the whole site' },
  { keys: ['/'], does: "Filter this page's table" },
  { keys: ['?'], does: 'This list' },
  { keys: ['Esc'], does: 'Close a dialog, a menu or a detail panel' },
  { keys: ['Tab'], does: 'To the next control; Enter or Space operates it' },
  { keys: ['↓'], does: 'In the filter: columns and values to choose from; Enter takes one' },
  { keys: ['↑', '↓'], does: 'Row by row in a table; Enter opens the row' },
  { keys: ['Home', 'End'], does: 'To the first or last row; Page ↑ and Page ↓ by a screen' },
  { keys: ['Enter'], does: 'On a header: sort by a column; with Shift by one more' },
  { keys: ['←', '→'], does: 'From header to header; with Shift, move a column' },
  { keys: ['+', '-'], does: 'On a header: a wider or narrower column' },
]

/** Whoever asks for the list has a script; so it is made by one, and weighs on no page of the archive. `control` is that key's name. */
export function makeKeyHelp(control: string): HTMLDialogElement {
  const close = make('button', 'button button-quiet', drawCross())
  close.setAttribute('aria-label', 'Close')
  const title = make('h2', 'key-help-title', 'Keys')
  title.id = 'key-help-title'
  const head = make('form', 'key-help-head', title, close)
  head.method = 'dialog'
  const dialog = make('dialog', 'key-help', head, make('dl', 'key-help-list', ...describeKeys(control)))
  dialog.dataset.keys = ''
  dialog.setAttribute('aria-labelledby', title.id)
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.body.append(dialog)
  return dialog
}

function describeKeys(control: string): HTMLElement[] {
  return KEYS.map(({ keys, does }) => {
    const caps = keys.map((key) => make('kbd', 'kbd', key === 'Ctrl' ? control : key))
    return make('div', 'key-help-line', make('dt', '', ...caps), make('dd', '', does))
  })
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  element.className = className
  element.append(...content)
  return element
}

function drawCross(): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  const drawing = { width: '16', height: '16', viewBox: '0 0 16 16', fill: 'none', stroke: 'currentColor' }
  for (const [name, value] of Object.entries(drawing)) svg.setAttribute(name, value)
  svg.setAttribute('stroke-width', '1.5')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(namespace, 'path')
  path.setAttribute('d', ICONS.close)
  svg.append(path)
  return svg
}
