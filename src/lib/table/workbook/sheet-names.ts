/** Excel's limit, in UTF-16 code units. */
const NAME_LENGTH = 31

/** A name for each title that Excel accepts: short, without the characters of references, none twice in any case. */
export function nameSheets(titles: readonly string[]): string[] {
  const taken = new Set<string>(['history'])
  return titles.map((title) => {
    const base = cleanTitle(title)
    let name = fit(base, '')
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = fit(base, ` ${number}`)
    taken.add(name.toLowerCase())
    return name
  })
}

function cleanTitle(title: string): string {
  const clean = title
    .toWellFormed()
    .replace(/[[\]:*?/\\\p{Cc}\uFFFE\uFFFF\s]+/gu, ' ')
    .replace(/^[\s']+|[\s']+$/g, '')
  return clean || 'Sheet'
}

/** Cut between characters, never inside one. */
function fit(base: string, suffix: string): string {
  let name = ''
  for (const character of base) {
    if (name.length + character.length + suffix.length > NAME_LENGTH) break
    name += character
  }
  return name.replace(/[\s']+$/, '') + suffix
}
