import { fromRoot } from '../../lib/table/root.ts'

/** Throws an Error that says what the server answered. */
export async function fetchJson<T>(path: string): Promise<T> {
  const response = await fetch(fromRoot(path))
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${path}.`)
  return (await response.json()) as T
}
