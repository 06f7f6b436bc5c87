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
  #ascending: T[]
  #byId = new Map<string, T>()
  /** Position by id; rebuilt when it is first needed after a change. */
  #positions: Map<string, number> | null = null
  #sorted = false

  constructor(entries: Iterable<T> = []) {
    this.#ascending = [...entries]
    for (const entry of this.#ascending) this.#byId.set(entry.id, entry)
  }

  get size(): number {
    return this.#byId.size
  }

  get(id: string): T | undefined {
    return this.#byId.get(id)
  }

  add(entry: T): void {
    this.#ascending.push(entry)
    this.#byId.set(entry.id, entry)
    this.#positions = null
    this.#sorted = false
  }

  remove(entry: T): void {
    this.#byId.delete(entry.id)
    this.#positions = null
  }

  /** Oldest first, for drawing at random; may still hold entries that were removed since the last page was read. */
  get drawable(): readonly T[] {
    return this.#ascending
  }

  has(entry: T): boolean {
    return this.#byId.get(entry.id) === entry
  }

  /** Newest first, after the entry of that id, which must be there. */
  *newestFirst(afterId?: string): Generator<T> {
    const positions = this.#index()
    const start = afterId === undefined ? this.#ascending.length : (positions.get(afterId) ?? 0)
    for (let position = start - 1; position >= 0; position--) {
      const entry = this.#ascending[position]
      if (entry) yield entry
    }
  }

  #index(): Map<string, number> {
    if (this.#positions) return this.#positions
    if (this.#ascending.length !== this.#byId.size) {
      this.#ascending = this.#ascending.filter((entry) => this.has(entry))
    }
    if (!this.#sorted) this.#ascending.sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1))
    this.#sorted = true
    this.#positions = new Map(this.#ascending.map((entry, position) => [entry.id, position]))
    return this.#positions
  }
}
