import { Fragment, type RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { QueryProblem } from '../../../lib/table/query.ts'

interface Props {
  input: RefObject<HTMLInputElement>
  value: string
  problems: readonly QueryProblem[]
}

/** Lies below the line's text with the same text, unseen but for the lines under what is wrong. */
export function QueryMarks({ input, value, problems }: Props) {
  const node = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const line = input.current
    const follow = () => {
      if (node.current && line) node.current.scrollLeft = line.scrollLeft
    }
    follow()
    line?.addEventListener('scroll', follow)
    return () => line?.removeEventListener('scroll', follow)
  }, [input, value, problems])
  const starts = [0, ...problems.map(({ to }) => to)]
  return (
    <span class="dt-query-marks" aria-hidden="true" ref={node}>
      {problems.map(({ from, to }, position) => (
        <Fragment key={from}>
          {value.slice(starts[position], from)}
          <mark class="dt-wrong">{value.slice(from, to)}</mark>
        </Fragment>
      ))}
      {value.slice(starts.at(-1))}
    </span>
  )
}
