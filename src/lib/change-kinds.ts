/** What can change, and how: the words of history/<month>/events.jsonl, in the order in which they are listed. */
export const CHANGE_KINDS = {
  instance: ['created', 'deleted', 'resized', 'moved', 'status', 'renamed', 'project', 'rebuilt'],
  volume: [
    'created',
    'deleted',
    'extended',
    'attached',
    'detached',
    'status',
    'renamed',
    'project',
    'retyped',
  ],
  host: ['added', 'removed', 'state', 'enabled', 'ratio', 'capacity'],
  flavor: ['created', 'deleted', 'changed'],
  reservation: ['set', 'changed', 'cleared'],
} as const

export const CHANGE_SUBJECTS = ['instance', 'volume', 'host', 'flavor', 'reservation'] as const
export type ChangeSubject = (typeof CHANGE_SUBJECTS)[number]
