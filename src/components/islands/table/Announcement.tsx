import { useMemo } from 'preact/hooks'
import { useSettled } from './use-settled.ts'

/** Long enough for a word to be typed without a figure being read out at each letter. */
const QUIET_MS = 700

/** Read out, not seen: a text each time that it has changed and then stayed for a while. */
export function Announcement({ about, text }: { about: string; text: string }) {
  const settled = useSettled(text, QUIET_MS)
  // The same element again is left alone: a text that is written anew could be read out anew.
  return useMemo(
    () => (
      <output class="screen-reader-only" data-said={about}>
        {settled}
      </output>
    ),
    [about, settled],
  )
}
