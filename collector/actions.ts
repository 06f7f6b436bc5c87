import { UsageError } from './errors.ts'
import { suggest } from './suggest.ts'

/** What may stand after the first word of a command such as `aether reserve set HOST --cpu 2`. */
export interface Action {
  /** What the word after it is; null where there is none. */
  subject: string | null
  /** The subject may be left out. */
  optional?: boolean
  /** Beside the options that every action of the command takes. */
  options: readonly string[]
}

/** The action that was typed. Throws UsageError for another one, a missing or needless subject, and an option of another action. */
export function readAction<T extends Record<string, Action>>(
  command: string,
  actions: T,
  given: Record<string, unknown>,
): keyof T & string {
  const { action, subject } = given
  const name = String(action)
  const wanted = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!wanted) {
    const names = Object.keys(actions)
    const near = suggest(name, names)
    const all = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
    throw new UsageError(
      `There is no "${command} ${name}"${near ? `; did you mean "${near}"?` : `; it takes ${all}.`} See --help.`,
    )
  }
  if (wanted.subject !== null && wanted.optional !== true && (subject === undefined || subject === '')) {
    throw new UsageError(`aether ${command} ${name} needs a ${wanted.subject}. See --help.`)
  }
  if (wanted.subject === null && subject !== undefined) {
    throw new UsageError(`"${String(subject)}" is one word too many. See --help.`)
  }
  const options = new Set(Object.values(actions).flatMap((other) => other.options))
  for (const option of options) {
    if (given[option] !== undefined && !wanted.options.includes(option)) {
      throw new UsageError(`aether ${command} ${name} takes no --${option}. See --help.`)
    }
  }
  return name
}
