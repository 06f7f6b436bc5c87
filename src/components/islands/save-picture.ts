/** A PNG of the drawing on the page's ground with its title above, as it is to stand in a report. */
export function savePicture(canvas: HTMLCanvasElement, title: string, fileName: string): void {
  const scale = canvas.width / canvas.clientWidth
  const room = 40 * scale
  const picture = document.createElement('canvas')
  picture.width = canvas.width
  picture.height = canvas.height + room
  const context = picture.getContext('2d')
  if (!context) return
  const style = getComputedStyle(document.documentElement)
  context.fillStyle = style.backgroundColor
  context.fillRect(0, 0, picture.width, picture.height)
  context.fillStyle = style.color
  context.font = `600 ${14 * scale}px ${style.fontFamily}`
  context.fillText(title, 12 * scale, 26 * scale, picture.width - 24 * scale)
  context.drawImage(canvas, 0, room)
  const link = document.createElement('a')
  link.download = fileName
  link.href = picture.toDataURL('image/png')
  link.click()
}

/** `two-projects-use-half-2026-11-22T061100Z.png` */
export function pictureName(title: string, snapshot: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? ['chart']
  return `${words.slice(0, 8).join('-')}-${snapshot}.png`
}
