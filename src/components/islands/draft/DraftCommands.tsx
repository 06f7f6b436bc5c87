import { PlainText } from '../planning/PlainText.tsx'

/** Lines for a shell, as they are read: what would turn or hide them is marked. Copying takes them as they are. */
export function DraftCommands({ label, text }: { label: string; text: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <pre class="draft-commands" role="group" aria-label={label} tabIndex={0}>
      {text
        .trimEnd()
        .split('\n')
        .map((line, index) => (
          <div key={index}>
            <PlainText text={line} />
          </div>
        ))}
    </pre>
  )
}
