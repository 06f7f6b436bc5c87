import { Icon } from '../table/Icon.tsx'

/** What was left out of a link, one sentence each. */
export function LinkNotice({ dropped }: { dropped: readonly string[] }) {
  if (dropped.length === 0) return null
  return (
    <div class="plan-notice" role="alert">
      <p>
        <Icon name="warning" /> A part of this link could not be used. The cloud may have changed since, or
        the link is damaged.
      </p>
      <ul>
        {dropped.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </div>
  )
}
