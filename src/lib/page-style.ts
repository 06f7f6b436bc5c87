import { reachContrast } from './contrast.ts'
import type { TokenColours } from './tokens.ts'

const READABLE = 4.5

/**
 * The configured accent (`#rrggbb`) in place of the own one. It is moved in each theme until text in it can be read, whatever was
 * chosen; what is written on it takes the surface's colour.
 */
export function accentStyle(accent: string, surface: TokenColours): string {
  const light = reachContrast(accent, surface.light, READABLE)
  const dark = reachContrast(accent, surface.dark, READABLE)
  return [
    `:root{--accent:light-dark(${light},${dark});--focus:var(--accent);--on-accent:var(--surface);`,
    '--accent-soft:color-mix(in srgb,var(--accent) 10%,var(--surface))}',
  ].join('')
}
