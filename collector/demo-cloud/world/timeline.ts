interface Entry {
  id: string
  /** Milliseconds since the epoch. */
  created: number
}

/**
 * A list that is read newest first, page by page from any id, as Nova and Cinder sort theirs (created, then id, both
 * descending). A page costs as much as its own entries, whatever the length of the list.
 */
export class Timeline<T extends Entry> {
  /** Oldest first. Entries that were removed stay until there are many of them. */
  #entries: T[]
  #byId = new Map<string, T>()
  #sorted = false
  /** Position by id; made when a page asks for its marker, and forgotten with the next change of positions. */
  #positions: Map<string, number> | null = null

  constructor(entries: Iterable<T> = []) {
    this.#entries = [...entries]
    for (const entry of this.#entries) this.#byId.set(entry.id, entry)
  }

  get size(): number {
    return this.#byId.size
  }

  get(id: string): T | undefined {
    return this.#byId.get(id)
  }

  has(entry: T): boolean {
    return this.#byId.get(entry.id) === entry
  }

  add(entry: T): void {
    // Sorted lists stay so, because sorting 100,000 entries for each new one would take most of the time.
    this.#entries.splice(this.#sorted ? this.#findPlace(entry) : this.#entries.length, 0, entry)
    this.#byId.set(entry.id, entry)
    this.#positions = null
  }

  remove(entry: T): void {
    if (!this.#byId.delete(entry.id) || this.#entries.length < this.#byId.size * 1.2 + 100) return
    this.#entries = this.#entries.filter((each) => this.has(each))
    this.#positions = null
  }

  /** For drawing at random: in no order, and some may have been removed. */
  get drawable(): readonly T[] {
    return this.#entries
  }

  /** Newest first, after the entry of that id, which must be there. */
  *newestFirst(afterId?: string): Generator<T> {
    this.#sort()
    const entries = this.#entries
    const start = afterId === undefined ? entries.length : (this.#index().get(afterId) ?? 0)
    for (let position = start - 1; position >= 0; position--) {
      const entry = entries[position]
      if (entry && this.has(entry)) yield entry
    }
  }

  #sort(): void {
    if (!this.#sorted) this.#entries.sort(compareAge)
    this.#sorted = true
  }

  #findPlace(entry: T): number {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#entries[middle]
      if (other && compareAge(other, entry) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #index(): Map<string, number> {
    this.#positions ??= new Map(this.#entries.map((entry, position) => [entry.id, position]))
    return this.#positions
  }
}

function compareAge(a: Entry, b: Entry): number {
  return a.created - b.created || (a.id < b.id ? -1 : 1)
}
