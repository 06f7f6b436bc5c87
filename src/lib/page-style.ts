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

/** The time of collection and the sheet's number on every printed sheet: only a margin box is repeated by the browsers. */
export function sheetStyle(text: string): string {
  const box = 'font:8pt sans-serif;color:black'
  return [
    `@page{@bottom-left{content:${quoteCss(text)};${box};white-space:nowrap}`,
    `@bottom-right{content:counter(page) " / " counter(pages);${box}}}`,
  ].join('')
}

/** A CSS string in which nothing can end the string or the element that it stands in. */
export function quoteCss(text: string): string {
  return `"${text.replace(/[^\w ,.:+-]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`
}
