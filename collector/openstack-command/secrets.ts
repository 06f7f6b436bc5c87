interface Told {
  command: readonly string[]
  env: Readonly<Record<string, string | undefined>>
}

const SECRET = /PASSWORD|PASSCODE|SECRET|TOKEN/i

/** The text without the secrets that the command was given, in its environment or before it. */
export function hideSecrets(text: string, { command, env }: Told): string {
  const fromEnvironment = Object.entries(env).flatMap(([name, value]) => (SECRET.test(name) ? [value] : []))
  const fromWords = command.flatMap((word, index) => {
    const before = command[index - 1]
    if (before?.startsWith('-') && !before.includes('=') && SECRET.test(before)) return [word]
    const equals = word.indexOf('=')
    return equals > 0 && SECRET.test(word.slice(0, equals)) ? [word.slice(equals + 1)] : []
  })
  return [...fromEnvironment, ...fromWords]
    .filter((secret) => secret !== undefined && secret.length > 3)
    .reduce((kept: string, secret) => kept.replaceAll(secret ?? '', '***'), text)
}
