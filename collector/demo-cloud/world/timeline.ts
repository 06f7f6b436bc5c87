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
    this.#entries.push(entry)
    this.#byId.set(entry.id, entry)
    this.#sorted = false
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
    // Nearly sorted already, as new entries come at the end; that makes sorting cheap.
    if (!this.#sorted) this.#entries.sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1))
    this.#sorted = true
  }

  #index(): Map<string, number> {
    this.#positions ??= new Map(this.#entries.map((entry, position) => [entry.id, position]))
    return this.#positions
  }
}
