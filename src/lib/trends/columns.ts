/** Numbers as whole differences to the one before: what seldom changes is mostly noughts, which pack well. */

type Column = (number | null)[]

/** Rounds to whole numbers; null stays null. */
export function packColumn(values: readonly (number | null)[]): Column {
  let before = 0
  return values.map((value) => {
    if (value === null) return null
    const difference = Math.round(value) - before
    before += difference
    return difference
  })
}

export function unpackColumn(packed: readonly (number | null)[]): Column {
  let before = 0
  return packed.map((difference) => {
    if (difference === null) return null
    before += difference
    return before
  })
}
