/**
 * Regular expressions in linear time: RE2's, which never backtrack, so that no expression, also none of a stranger's link, can hold the
 * page. Only ever loaded by import(), when an expression is there.
 */
import { RE2JS } from 're2js'
import type { CompileRegex, TextTest } from './query.ts'

/** What is longer is no longer typed, and takes a moment to compile. */
const LONGEST = 300
/** Instructions. The time for one text is this by its length. */
const LARGEST = 20_000
const REMEMBERED = 16
const FLAGS: Record<string, number> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
}

/** A line is compiled again at each keystroke, its expressions need not be. */
export function createRegexCompiler(): CompileRegex {
  const known = new Map<string, TextTest>()
  return (pattern, flags) => {
    const name = `/${pattern}/${flags}`
    const test = known.get(name) ?? compileRegex(pattern, flags)
    if (known.size >= REMEMBERED) known.clear()
    known.set(name, test)
    return test
  }
}

/** Throws with the reason, to be read after "The regular expression is not valid: ". */
function compileRegex(pattern: string, flags: string): TextTest {
  if (pattern.length > LONGEST) throw new Error(`it is longer than ${LONGEST} characters`)
  const bits = [...flags].reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0)
  const regex = compile(translateEscapes(pattern), bits)
  if (regex.programSize() > LARGEST) throw new Error('it repeats too much')
  return (text) => regex.test(text)
}

/** `\u00e9` is RE2's `\x{00e9}`. Every escape is passed over as a whole: `\\u` is a backslash and a letter. */
function translateEscapes(pattern: string): string {
  return pattern.replaceAll(/\\(?:u([0-9a-f]{4})|.)/gi, (escape: string, code?: string) =>
    code === undefined ? escape : `\\x{${code}}`,
  )
}

function compile(pattern: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(pattern, flags)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(explain(reason), { cause: error })
  }
}

/** What JavaScript's expressions can do and linear time cannot. */
function explain(reason: string): string {
  if (/`\(\?<?[=!]/.test(reason)) return 'look-ahead and look-behind are not understood'
  if (/`\\[1-9k]/.test(reason)) return 'back references are not understood'
  return reason.replace(/^error parsing regexp: /, '').replaceAll('`', '')
}
