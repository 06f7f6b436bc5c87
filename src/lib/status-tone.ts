/** What a status word means for the person who reads it; the colour and icon follow from it. */
export type StatusTone = 'ok' | 'warning' | 'critical' | 'unknown' | 'off'

const WORDS: Record<StatusTone, string> = {
  ok: 'active running up ok enabled available in-use verified completed done fresh',
  off: 'shutoff shutdown off disabled suspended paused shelved shelved_offloaded soft_deleted soft-deleted stopped not-checked absent reserved spare maintenance private unused',
  warning:
    'warning degraded stale rebuild reboot hard_reboot resize verify_resize revert_resize migrating password rescue building build creating deleting attaching detaching extending downloading uploading retyping restoring-backup backing-up awaiting-transfer over-committed unsettled different note',
  critical:
    'error critical down failed crashed deleted error_deleting error_restoring error_extending error_managing error_backing-up',
  unknown: 'unknown nostate unknown-capacity',
}

const toneByWord = new Map<string, StatusTone>()
for (const tone of Object.keys(WORDS) as StatusTone[]) {
  for (const word of WORDS[tone].split(' ')) toneByWord.set(word, tone)
}

/**
 * The tone of a status as Nova, Cinder, Placement or Aether itself writes it, in any case, spaces as hyphens. A word that is not in
 * the services' vocabulary is "unknown", except that anything that starts with "error" is critical.
 */
export function statusTone(value: string): StatusTone {
  const word = value.trim().toLowerCase()
  const tone = toneByWord.get(word) ?? toneByWord.get(word.replaceAll(' ', '-'))
  if (tone) return tone
  return word.startsWith('error') ? 'critical' : 'unknown'
}
