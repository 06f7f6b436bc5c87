export interface TokenColours {
  light: string
  dark: string
}

/** The colours of tokens.css by name, in both themes. */
export function parseTokens(css: string): Map<string, TokenColours> {
  const tokens = new Map<string, TokenColours>()
  for (const match of css.matchAll(/^\s*--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/gm)) {
    const [, name = '', light = '', dark = ''] = match
    tokens.set(name, { light, dark })
  }
  return tokens
}
