import { ICONS, type IconName } from '../../icons.ts'

export function Icon({ name, size = 14 }: { name: IconName; size?: number }) {
  return (
    <svg class="dt-icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  )
}
