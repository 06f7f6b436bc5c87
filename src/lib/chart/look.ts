import type { ChartLook, Fill } from './config.ts'
import type { ChartSeries } from './spec.ts'

const TILE = 6

/**
 * Reads the tokens as the theme shows them, through an element that is drawn on: a custom property alone is not resolved to a colour.
 */
export function readLook(probe: HTMLElement): ChartLook {
  function colour(token: string): string {
    probe.style.color = `var(--${token})`
    const resolved = getComputedStyle(probe).color
    probe.style.color = ''
    return resolved
  }
  return {
    colour,
    pattern: (pattern, token) => createFill(pattern, colour(token), colour('surface')),
    font: getComputedStyle(probe).fontFamily,
    still: matchMedia('(prefers-reduced-motion: reduce)').matches,
  }
}

/** The fills of capacity drawings on a canvas: a tile of hatches or dots that repeats. */
function createFill(pattern: NonNullable<ChartSeries['pattern']>, colour: string, ground: string): Fill {
  if (pattern === 'solid' || pattern === 'empty') return colour
  const tile = document.createElement('canvas')
  tile.width = TILE
  tile.height = TILE
  const context = tile.getContext('2d')
  if (!context) return colour
  context.fillStyle = ground
  context.fillRect(0, 0, TILE, TILE)
  context.fillStyle = colour
  context.strokeStyle = colour
  if (pattern === 'dotted') drawDots(context)
  else if (pattern === 'crossed') drawCrosses(context)
  else drawHatch(context)
  return context.createPattern(tile, 'repeat') ?? colour
}

function drawDots(context: CanvasRenderingContext2D): void {
  for (const [x, y] of [
    [1.5, 1.5],
    [4.5, 4.5],
  ] as const) {
    context.beginPath()
    context.arc(x, y, 1, 0, 2 * Math.PI)
    context.fill()
  }
}

function drawCrosses(context: CanvasRenderingContext2D): void {
  context.lineWidth = 0.8
  context.beginPath()
  context.moveTo(0, 0)
  context.lineTo(TILE, TILE)
  context.moveTo(TILE, 0)
  context.lineTo(0, TILE)
  context.stroke()
}

/** Three strokes, so that the hatch goes on over the tile's edge. */
function drawHatch(context: CanvasRenderingContext2D): void {
  context.lineWidth = 2
  context.beginPath()
  for (const shift of [-TILE, 0, TILE]) {
    context.moveTo(shift - 1, TILE + 1)
    context.lineTo(shift + TILE + 1, -1)
  }
  context.stroke()
}
