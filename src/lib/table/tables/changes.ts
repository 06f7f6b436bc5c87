import { nameChangeKind } from '../../change-counts.ts'
import type { DatedChange } from '../../change-fold.ts'
import { capitalise, describeChange } from '../../change-words.ts'
import type { TableDefinition } from '../definition.ts'
import type { ChangeLinks } from './change-links.ts'

export const CHANGES_TABLE = 'changes'

/** What changed, one event a row. */
export function changesTable(links: ChangeLinks): TableDefinition<DatedChange> {
  return {
    name: CHANGES_TABLE,
    title: 'Changes',
    noun: ['change', 'changes'],
    empty: 'Nothing changed.',
    columns: [
      {
        key: 'name',
        title: 'Name',
        kind: 'link',
        width: 210,
        filter: 'text',
        value: ({ event }) => ({ text: event.name || event.id, href: links.subject(event) }),
      },
      {
        key: 'subject',
        title: 'Subject',
        kind: 'text',
        filter: 'choice',
        width: 100,
        priority: 2,
        value: ({ event }) => capitalise(event.subject),
      },
      {
        key: 'change',
        title: 'Change',
        kind: 'text',
        width: 380,
        aliases: ['what'],
        value: ({ event }) => describeChange(event),
      },
      {
        key: 'kind',
        title: 'Kind',
        kind: 'text',
        filter: 'choice',
        width: 150,
        priority: 3,
        value: ({ event }) => nameChangeKind(event.kind),
      },
      {
        key: 'project',
        title: 'Project',
        kind: 'link',
        width: 160,
        priority: 2,
        value: ({ event: { project } }) =>
          project === null ? null : { text: project, href: links.project(project) },
      },
      {
        key: 'host',
        title: 'Host',
        kind: 'link',
        width: 130,
        priority: 2,
        value: ({ event: { host } }) => (host === null ? null : { text: host, href: links.host(host) }),
      },
      {
        key: 'at',
        title: 'Seen',
        kind: 'time',
        width: 190,
        priority: 2,
        aliases: ['time'],
        help: 'The first collection that shows it; it happened between that and the one before.',
        value: ({ at }) => at,
      },
      { key: 'id', title: 'ID', kind: 'id', hidden: true, aliases: ['uuid'], value: ({ event }) => event.id },
    ],
  }
}
