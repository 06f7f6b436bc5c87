const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Orders names as people do: cmp2 before cmp10. Total: two different names are never equal. */
export function compareNatural(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
