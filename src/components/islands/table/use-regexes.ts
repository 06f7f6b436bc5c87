import { useEffect, useState } from 'preact/hooks'
import type { CompileRegex } from '../../../lib/table/query.ts'

/** What reads regular expressions; null until it is needed and has been fetched. It is heavier than the rest of the query line. */
export function useRegexes(): { compile: CompileRegex | null; ask(): void } {
  const [compile, setCompile] = useState<CompileRegex | null>(null)
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (!asked) return
    import('../../../lib/table/regex-engine.ts')
      .then(({ createRegexCompiler }) => setCompile(createRegexCompiler))
      .catch(() => setCompile(() => refuse))
  }, [asked])
  return { compile, ask: () => setAsked(true) }
}

function refuse(): never {
  throw new Error('what reads it could not be loaded: reload the page')
}
