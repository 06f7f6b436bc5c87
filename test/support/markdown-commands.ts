/** The blocks of shell commands in a page of the documentation, in their order. */
export function readCommands(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands = '']) => commands)
}

/** Replaces what each machine has of its own. Throws where one of the words is not there exactly once: then the page was changed. */
export function substitute(text: string, words: Readonly<Record<string, string>>): string {
  return Object.entries(words).reduce((result, [from, to]) => {
    const parts = result.split(from)
    if (parts.length !== 2) throw new Error(`"${from}" stands in the page ${parts.length - 1} times.`)
    return parts.join(to)
  }, text)
}
