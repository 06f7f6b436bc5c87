import type { ProjectUse, VolumeTotals } from '../../cloud.ts'
import { projectVolumesLink } from '../../chart/volumes.ts'
import { isAttached } from '../../volume-totals.ts'
import type { TableDefinition } from '../definition.ts'

/** Every project that holds volumes; its name leads to them. */
export function volumeProjectsTable({
  count,
  totalGib,
}: Pick<VolumeTotals, 'count' | 'totalGib'>): TableDefinition<ProjectUse> {
  return {
    name: 'volume-projects',
    title: 'Volumes by project',
    noun: ['project', 'projects'],
    empty: 'No project has volumes.',
    sort: [{ key: 'size', descending: true }],
    columns: [
      {
        key: 'project',
        title: 'Project',
        kind: 'link',
        width: 240,
        filter: 'text',
        aliases: ['name'],
        value: ({ name }) => ({ text: name, href: projectVolumesLink(name) }),
      },
      {
        key: 'size',
        title: 'Size',
        kind: 'gib',
        width: 120,
        sum: true,
        aliases: ['storage'],
        value: (row) => row.volumeGib,
      },
      {
        key: 'sizeshare',
        title: 'Share of size',
        kind: 'percent',
        width: 130,
        priority: 2,
        value: ({ volumeGib }) => share(volumeGib, totalGib),
      },
      {
        key: 'volumes',
        title: 'Volumes',
        kind: 'number',
        width: 110,
        sum: true,
        aliases: ['count'],
        value: (row) => row.volumes.length,
      },
      {
        key: 'countshare',
        title: 'Share of volumes',
        kind: 'percent',
        width: 140,
        priority: 2,
        value: ({ volumes }) => share(volumes.length, count),
      },
      {
        key: 'unattached',
        title: 'Unattached',
        kind: 'number',
        width: 120,
        sum: true,
        priority: 2,
        help: 'Volumes that no instance uses.',
        value: ({ volumes }) => volumes.filter((volume) => !isAttached(volume)).length,
      },
    ],
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100
}
