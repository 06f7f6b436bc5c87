import { Refusal, type Routes } from '../http.ts'
import type { Project } from '../world/owners.ts'
import { type ComputeRequest, refusePolicy } from './compute-request.ts'
import { isAdmin } from './tokens.ts'

export const quotaRoutes: Routes<ComputeRequest> = [
  [
    'os-quota-sets/:id',
    (request, id) => ({ quota_set: { id, ...limitsOf(request, findProject(request, id)) } }),
  ],
  ['os-quota-sets/:id/defaults', (request, id) => ({ quota_set: { id, ...limitsOf(request, null) } })],
  [
    'os-quota-sets/:id/detail',
    (request, id) => ({ quota_set: { id, ...detailOf(request, findProject(request, id)) } }),
  ],
  ['limits', showLimits],
]

/** Keystone is asked whether the project exists; a deleted one is refused. */
function findProject({ cloud, token }: ComputeRequest, id = ''): Project {
  if (!isAdmin(token) && token.project?.id !== id) refusePolicy('os-quota-sets:show')
  const project = cloud.world.projects.find((candidate) => candidate.id === id)
  if (!project) throw new Refusal(400, `Project ID ${id} is not a valid project.`)
  return project
}

/** The network's quotas left with 2.36, those of injected files with 2.57. */
function limitsOf({ minor }: ComputeRequest, project: Project | null): Record<string, number> {
  const quota = project?.quota ?? { instances: 10, cores: 20, ram: 51_200 }
  return {
    cores: quota.cores,
    ...(minor < 36 ? { fixed_ips: -1, floating_ips: -1 } : {}),
    ...(minor < 57
      ? { injected_file_content_bytes: 10_240, injected_file_path_bytes: 255, injected_files: 5 }
      : {}),
    instances: quota.instances,
    key_pairs: 100,
    metadata_items: 128,
    ram: quota.ram,
    ...(minor < 36 ? { security_group_rules: -1, security_groups: -1 } : {}),
    server_group_members: 10,
    server_groups: 10,
  }
}

function detailOf(request: ComputeRequest, project: Project) {
  const used: Record<string, number> = { ...usageOf(request, project.id) }
  return Object.fromEntries(
    Object.entries(limitsOf(request, project)).map(([key, limit]) => {
      return [key, { limit, in_use: used[key] ?? 0, reserved: 0 }]
    }),
  )
}

function usageOf({ cloud }: ComputeRequest, projectId: string) {
  const usage = { instances: 0, cores: 0, ram: 0 }
  for (const server of cloud.world.servers.newestFirst()) {
    if (server.projectId !== projectId) continue
    usage.instances += 1
    usage.cores += server.flavor.vcpus
    usage.ram += server.flavor.memoryMb
  }
  return usage
}

function showLimits(request: ComputeRequest) {
  const { query, token, cloud, minor } = request
  const id = (isAdmin(token) ? query.get('tenant_id') : null) ?? token.project?.id ?? ''
  const project = cloud.world.projects.find((candidate) => candidate.id === id) ?? null
  const limits = limitsOf(request, project)
  const used = usageOf(request, id)
  const absolute = {
    maxTotalInstances: limits['instances'],
    maxTotalCores: limits['cores'],
    maxTotalRAMSize: limits['ram'],
    maxServerMeta: 128,
    ...(minor < 39 ? { maxImageMeta: 128 } : {}),
    ...(minor < 57 ? { maxPersonality: 5, maxPersonalitySize: 10_240 } : {}),
    maxTotalKeypairs: 100,
    maxServerGroups: 10,
    maxServerGroupMembers: 10,
    ...(minor < 36 ? { maxTotalFloatingIps: -1, maxSecurityGroups: -1, maxSecurityGroupRules: -1 } : {}),
    totalRAMUsed: used.ram,
    totalCoresUsed: used.cores,
    totalInstancesUsed: used.instances,
    ...(minor < 36 ? { totalFloatingIpsUsed: 0, totalSecurityGroupsUsed: 0 } : {}),
    totalServerGroupsUsed: 0,
  }
  return { limits: { rate: [], absolute } }
}
