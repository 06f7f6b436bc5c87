import { shownSnapshot, toldText } from '../../lib/table/shown-snapshot.ts'

/** Puts the texts that snapshot.css shows into the page, where they can be copied, found and read aloud. They look the same. */
export function writeToldTexts(): void {
  const { collectedAt, builtAt } = shownSnapshot()
  const times: Record<string, string> = { collected: collectedAt, built: builtAt }
  for (const element of document.querySelectorAll<HTMLElement>('[data-told]')) {
    const name = element.dataset.told ?? ''
    element.textContent = toldText(name)
    if (element instanceof HTMLTimeElement) element.dateTime = times[name] ?? ''
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy-told]')) {
    button.dataset.copy = toldText(button.dataset.copyTold ?? '')
  }
}
