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
  saveFile(picture.toDataURL('image/png'), fileName)
}

/** A picture of an SVG document, twice as fine as its own size. */
export async function savePng(svg: Blob, fileName: string): Promise<void> {
  const image = new Image()
  image.src = URL.createObjectURL(svg)
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * 2
  canvas.height = image.naturalHeight * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  saveFile(canvas.toDataURL('image/png'), fileName)
}

/** Hands an address of this page's own data to the browser as a download. */
export function saveFile(url: string, fileName: string): void {
  const link = document.createElement('a')
  link.download = fileName
  link.href = url
  link.click()
}

/** `two-projects-use-half-2026-11-22T061100Z.png` */
export function pictureName(title: string, snapshot: string, format: 'png' | 'svg' = 'png'): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? ['chart']
  return `${words.slice(0, 8).join('-')}-${snapshot}.${format}`
}
