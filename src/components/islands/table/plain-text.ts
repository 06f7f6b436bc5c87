import { holdsControls, splitControls } from '../../../lib/control-characters.ts'

/**
 * Appends text as it is, with a small mark for each character that would not be seen (styled by `.control` in base.css). The character
 * stays inside the mark, so that what is copied or searched is whole, and what it does to the direction of writing ends there.
 */
export function appendText(node: Node, text: string): void {
  if (!holdsControls(text)) {
    node.appendChild(document.createTextNode(text))
    return
  }
  for (const piece of splitControls(text)) {
    if (piece.name === null) node.appendChild(document.createTextNode(piece.text))
    else node.appendChild(markControl(piece.text, piece.name))
  }
}

function markControl(character: string, name: string): HTMLElement {
  const mark = document.createElement('span')
  mark.className = 'control'
  mark.dataset['name'] = name
  mark.title = `Control character ${name}`
  mark.textContent = character
  return mark
}
