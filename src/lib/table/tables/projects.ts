import type { Cloud, ProjectUse } from '../../cloud.ts'
import { projectShare, quotaPercent, sumProjects } from '../../project-figures.ts'
import type { TableDefinition } from '../definition.ts'
import { quoteValue } from '../query-parse.ts'

/** Projects by what they use, against their quota and the whole cloud. */
export function projectsTable(cloud: Cloud): TableDefinition<ProjectUse> {
  const totals = sumProjects(cloud.projects)
  return {
    name: 'projects',
    title: 'Projects',
    noun: ['project', 'projects'],
    empty: 'The cloud has no projects.',
    sort: [{ key: 'vcpu', descending: true }],
    columns: [
      {
        key: 'project',
        title: 'Project',
        kind: 'link',
        width: 220,
        filter: 'text',
        aliases: ['name'],
        value: (row) => ({ text: row.name, href: `projects/${row.slug}/` }),
      },
      { key: 'id', title: 'ID', kind: 'id', priority: 3, aliases: ['uuid'], value: (row) => row.id },
      {
        key: 'domain',
        title: 'Domain',
        kind: 'text',
        filter: 'choice',
        width: 110,
        priority: 3,
        value: (row) => row.project?.domainName ?? null,
      },
      {
        key: 'instances',
        title: 'Instances',
        kind: 'count',
        sum: true,
        width: 110,
        value: (row) => ({
          count: row.instances.length,
          href: filteredHref('instances', row.name, row.instances),
        }),
      },
      { key: 'vcpu', title: 'vCPU', kind: 'vcpu', sum: true, aliases: ['cpu'], value: (row) => row.vcpus },
      {
        key: 'vcpuquota',
        title: 'vCPU of quota',
        kind: 'percent',
        width: 120,
        priority: 2,
        help: 'Use against the quota; empty where there is none.',
        value: (row) => quotaPercent(row.vcpus, row.quota?.vcpus),
      },
      {
        key: 'ram',
        title: 'RAM',
        kind: 'memoryMb',
        sum: true,
        aliases: ['memory'],
        value: (row) => row.memoryMb,
      },
      {
        key: 'ramquota',
        title: 'RAM of quota',
        kind: 'percent',
        width: 120,
        priority: 2,
        value: (row) => quotaPercent(row.memoryMb, row.quota?.memoryMb),
      },
      {
        key: 'volumes',
        title: 'Volumes',
        kind: 'count',
        sum: true,
        priority: 2,
        width: 100,
        value: (row) => ({ count: row.volumes.length, href: filteredHref('volumes', row.name, row.volumes) }),
      },
      {
        key: 'storage',
        title: 'Storage',
        kind: 'gib',
        sum: true,
        priority: 2,
        value: (row) => row.volumeGib,
      },
      {
        key: 'share',
        title: 'Share of vCPU',
        kind: 'percent',
        width: 120,
        priority: 2,
        help: 'Of the vCPUs that instances hold on hosts.',
        value: (row) => projectShare(row, totals).vcpus,
      },
      {
        key: 'enabled',
        title: 'Enabled',
        kind: 'boolean',
        hidden: true,
        value: (row) => row.project?.enabled ?? null,
      },
      {
        key: 'description',
        title: 'Description',
        kind: 'text',
        hidden: true,
        value: (row) => row.project?.description ?? null,
      },
    ],
  }
}

function filteredHref(page: string, project: string, owned: readonly unknown[]): string | null {
  return owned.length === 0 ? null : `${page}/?f.project=${encodeURIComponent(quoteValue(project))}`
}
