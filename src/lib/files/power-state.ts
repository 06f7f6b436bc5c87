/** Nova's power states by number: nova/compute/power_state.py. */
const NAMES: Record<string, string> = {
  '0': 'NOSTATE',
  '1': 'Running',
  '3': 'Paused',
  '4': 'Shutdown',
  '6': 'Crashed',
  '7': 'Suspended',
}

/** The word for a power state that is given as a number or a word; '' where it is not known. */
export function powerStateName(value: string | number | null): string {
  const text = String(value ?? '').trim()
  if (text === '' || text === 'None' || text === '-' || text === 'N/A') return ''
  return NAMES[text] ?? text
}
