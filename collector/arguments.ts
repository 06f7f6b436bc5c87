import { type ArgsDef, parseArgs } from 'citty'

import { UsageError } from './errors.ts'
import { suggest } from './suggest.ts'

/**
 * Parses strictly what citty parses leniently: an option that does not exist, an option without its value and a word too
 * many are usage errors.
 */
export function parseArguments(argv: string[], definitions: ArgsDef): unknown {
  checkArguments(argv, definitions)
  try {
    return parseArgs(argv, definitions)
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}. See --help.`)
  }
}

function checkArguments(argv: string[], definitions: ArgsDef): void {
  const positionals = Object.values(definitions).filter((definition) => definition.type === 'positional')
  let words = 0
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? ''
    if (!argument.startsWith('-') || argument === '-') {
      words += 1
      if (words > positionals.length) throw new UsageError(`"${argument}" is one word too many. See --help.`)
      continue
    }
    if (takesNextWord(argument, argv[index + 1], definitions)) index += 1
  }
}

/** Whether the option's value is the next word; throws for an unknown option and for a missing value. */
function takesNextWord(argument: string, next: string | undefined, definitions: ArgsDef): boolean {
  const [flag = '', value] = argument.split(/=(.*)/s, 2)
  const name = flag.replace(/^--?/, '')
  const definition = definitions[name] ?? (name.startsWith('no-') ? definitions[name.slice(3)] : undefined)
  if (!definition || definition.type === 'positional' || !flag.startsWith('--')) {
    const options = Object.keys(definitions).filter((key) => definitions[key]?.type !== 'positional')
    const near = suggest(name, [...options, 'help', 'version'])
    throw new UsageError(`There is no option ${flag}${near ? `; did you mean --${near}?` : '.'} See --help.`)
  }
  if (definition.type === 'boolean') return false
  if (value === '' || (value === undefined && (next === undefined || next.startsWith('--')))) {
    throw new UsageError(`${flag} needs a value. See --help.`)
  }
  return value === undefined
}
