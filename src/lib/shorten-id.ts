/** `a1b2c3d4…7890`: enough of a long id to tell it from its neighbours; what is short enough stays whole. */
export function shortenId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`
}
