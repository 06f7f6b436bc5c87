/** Text inside the XML of a workbook. */

/** Control characters that XML 1.0 cannot hold, and the carriage return, which a reader would take for a line feed. */
const IMPOSSIBLE = /[^\P{Cc}\t\n\u007F-\u009F]|[\uFFFE\uFFFF]/gu
/** What a reader would take for such an escape. */
const LIKE_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g
const PLAIN = /^[^&<>"_\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u

/**
 * Escapes as Excel does (ECMA-376, 22.9.2.19 ST_Xstring): `_x0007_` for the character 7, `_x005F_` for the underscore of a text
 * that looks like one. Half a surrogate pair becomes U+FFFD.
 */
export function escapeXml(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .toWellFormed()
    .replace(LIKE_ESCAPE, '_x005F_')
    .replace(IMPOSSIBLE, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
      return `_x${code}_`
    })
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
