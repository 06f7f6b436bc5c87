import { useEffect, useRef, useState } from 'preact/hooks'

/** '' until the text changes for the first time, then the text as it is once it has not changed for a while. */
export function useSettled(text: string, quietMs: number): string {
  const [settled, setSettled] = useState('')
  const first = useRef(text)
  useEffect(() => {
    if (text === first.current && settled === '') return undefined
    const timer = setTimeout(() => setSettled(text), quietMs)
    return () => clearTimeout(timer)
  }, [text, quietMs, settled])
  return settled
}
