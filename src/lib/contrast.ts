/** Contrast after WCAG 2.2, "contrast ratio" and "relative luminance". Colours are `#rrggbb`. */

/** From 1 (the same) to 21 (black on white). */
export function contrastRatio(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/**
 * The colour, moved towards black or white no further than needed to reach that contrast with the background. For an accent that an
 * operator chose without looking at both themes.
 */
export function reachContrast(colour: string, background: string, ratio: number): string {
  const towards = luminance(background) > 0.18 ? 0 : 255
  for (let step = 0; step <= 100; step += 2) {
    const moved = toHex(channels(colour).map((channel) => channel + (towards - channel) * (step / 100)))
    if (contrastRatio(moved, background) >= ratio) return moved
  }
  return toHex([towards, towards, towards])
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const value = channel / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(colour: string): number[] {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1)
  if (!digits) throw new RangeError(`Not a colour of the form #rrggbb: ${colour}`)
  return digits.map((pair) => Number.parseInt(pair, 16))
}

function toHex(rgb: readonly number[]): string {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
}
