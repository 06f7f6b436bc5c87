import { createHash } from 'node:crypto'

import { formatStamp, formatZulu } from '../http.ts'
import type { Flavor, Network, Server } from '../world/entities.ts'
import { type ComputeRequest, linkSelf } from './compute-request.ts'
import { isAdmin } from './tokens.ts'

interface State {
  vm: string
  task: string | null
  power: number
}

const running = 1
const states: Record<string, State> = {
  ACTIVE: { vm: 'active', task: null, power: running },
  BUILD: { vm: 'building', task: 'spawning', power: 0 },
  REBOOT: { vm: 'active', task: 'rebooting', power: running },
  HARD_REBOOT: { vm: 'active', task: 'rebooting_hard', power: running },
  PASSWORD: { vm: 'active', task: 'updating_password', power: running },
  REBUILD: { vm: 'active', task: 'rebuilding', power: running },
  MIGRATING: { vm: 'active', task: 'migrating', power: running },
  RESIZE: { vm: 'active', task: 'resize_migrating', power: running },
  VERIFY_RESIZE: { vm: 'resized', task: null, power: running },
  SHUTOFF: { vm: 'stopped', task: null, power: 4 },
  PAUSED: { vm: 'paused', task: null, power: 3 },
  SUSPENDED: { vm: 'suspended', task: null, power: 4 },
  SHELVED: { vm: 'shelved', task: null, power: 4 },
  SHELVED_OFFLOADED: { vm: 'shelved_offloaded', task: null, power: 4 },
  RESCUE: { vm: 'rescued', task: null, power: running },
  ERROR: { vm: 'error', task: null, power: 0 },
  SOFT_DELETED: { vm: 'soft-delete', task: null, power: 4 },
  DELETED: { vm: 'deleted', task: null, power: 0 },
}

const withProgress = new Set(['ACTIVE', 'BUILD', 'REBUILD', 'RESIZE', 'VERIFY_RESIZE', 'MIGRATING'])

/** What is known of a server whose cell is down (2.69). */
export function describeStub(request: ComputeRequest, server: Server) {
  return {
    id: server.id,
    status: 'UNKNOWN',
    tenant_id: server.projectId,
    created: formatZulu(server.created),
    links: linkSelf(request, 'servers', server.id),
  }
}

/** A server in detail, with the fields of the version asked for and of the caller's role. */
export function describeServer(request: ComputeRequest, server: Server): Record<string, unknown> {
  if (request.cloud.cellDown && server.host?.cell === 2) return describeStub(request, server)
  const { minor } = request
  const admin = isAdmin(request.token)
  const state = states[server.status] ?? { vm: 'active', task: null, power: 0 }
  return {
    id: server.id,
    name: server.name,
    status: server.status,
    tenant_id: server.projectId,
    user_id: server.userId,
    metadata: server.metadata,
    hostId: server.host ? hideHost(server.projectId, server.host.name) : '',
    image: server.imageId === null ? '' : describeImage(request, server.imageId),
    flavor: describeFlavor(request, server.flavor),
    created: formatZulu(server.created),
    updated: formatZulu(server.updated),
    addresses: describeAddresses(server),
    accessIPv4: '',
    accessIPv6: '',
    links: linkSelf(request, 'servers', server.id),
    'OS-DCF:diskConfig': server.number % 3 === 0 ? 'AUTO' : 'MANUAL',
    ...(withProgress.has(server.status) ? { progress: server.status === 'BUILD' ? 40 : 0 } : {}),
    'OS-EXT-AZ:availability_zone': server.host
      ? (server.host.zone ?? 'nova')
      : server.status === 'ERROR'
        ? 'nova'
        : '',
    config_drive: server.number % 5 === 0 ? 'True' : '',
    key_name: server.keyName,
    'OS-SRV-USG:launched_at': server.launched === null ? null : formatStamp(server.launched),
    'OS-SRV-USG:terminated_at': server.terminated === null ? null : formatStamp(server.terminated),
    ...(admin
      ? describeForAdmin(request, server)
      : minor >= 90
        ? { 'OS-EXT-SRV-ATTR:hostname': hostnameOf(server) }
        : {}),
    'OS-EXT-STS:task_state': state.task,
    'OS-EXT-STS:vm_state': state.vm,
    'OS-EXT-STS:power_state': state.power,
    'os-extended-volumes:volumes_attached': server.volumes.map((volume) =>
      minor >= 3 ? { id: volume.id, delete_on_termination: volume.image !== null } : { id: volume.id },
    ),
    ...(minor >= 9 ? { locked: server.locked } : {}),
    ...(minor >= 73 ? { locked_reason: server.lockedReason } : {}),
    ...(minor >= 19 ? { description: server.description } : {}),
    ...(minor >= 26 ? { tags: server.tags } : {}),
    ...(minor >= 63 ? { trusted_image_certificates: null } : {}),
    ...(minor >= 96 ? { pinned_availability_zone: null } : {}),
    ...(admin && minor >= 16 ? { host_status: describeHostStatus(server) } : {}),
    ...(server.ports.length > 0 ? { security_groups: [{ name: 'default' }] } : {}),
  }
}

function describeForAdmin({ minor }: ComputeRequest, server: Server) {
  const basic = {
    'OS-EXT-SRV-ATTR:host': server.host?.name ?? null,
    'OS-EXT-SRV-ATTR:instance_name': `instance-${server.number.toString(16).padStart(8, '0')}`,
    'OS-EXT-SRV-ATTR:hypervisor_hostname': server.host?.node ?? null,
  }
  if (minor < 3) return basic
  return {
    ...basic,
    'OS-EXT-SRV-ATTR:reservation_id': `r-${server.id.slice(0, 8)}`,
    'OS-EXT-SRV-ATTR:launch_index': 0,
    'OS-EXT-SRV-ATTR:hostname': hostnameOf(server),
    'OS-EXT-SRV-ATTR:kernel_id': '',
    'OS-EXT-SRV-ATTR:ramdisk_id': '',
    'OS-EXT-SRV-ATTR:root_device_name': server.launched === null ? null : '/dev/vda',
    // A secret in waiting: nothing of it may reach a data file.
    'OS-EXT-SRV-ATTR:user_data': server.number % 7 === 0 ? plantedUserData : null,
  }
}

/** The password that some servers carry in their user data, and those data as Nova gives them out. */
export const userDataPassword = 'planted-user-data-secret'
export const plantedUserData = Buffer.from(`#cloud-config
password: ${userDataPassword}
`).toString('base64')

function hostnameOf(server: Server): string {
  return (
    server.name
      .replace(/[^A-Za-z0-9-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .toLowerCase()
      .slice(0, 63) || `server-${server.id}`
  )
}

function describeHostStatus({ host }: Server): string {
  if (!host) return ''
  if (!host.up) return 'DOWN'
  return host.enabled ? 'UP' : 'MAINTENANCE'
}

const hostIds = new Map<string, string>()

/** The same host has another id for each project (nova/utils.py, generate_hostid). */
function hideHost(projectId: string, host: string): string {
  const key = projectId + host
  const known = hostIds.get(key)
  if (known !== undefined) return known
  const id = createHash('sha224').update(key).digest('hex')
  hostIds.set(key, id)
  return id
}

function describeImage({ root }: ComputeRequest, id: string) {
  return { id, links: [{ rel: 'bookmark', href: `${root}/images/${id}` }] }
}

/** From 2.47 the figures are those of the flavor as it was, and its id is gone. */
function describeFlavor({ minor, root }: ComputeRequest, flavor: Flavor) {
  if (minor < 47) return { id: flavor.id, links: [{ rel: 'bookmark', href: `${root}/flavors/${flavor.id}` }] }
  return {
    vcpus: flavor.vcpus,
    ram: flavor.memoryMb,
    disk: flavor.rootGib,
    ephemeral: flavor.ephemeralGib,
    swap: flavor.swapMb,
    original_name: flavor.name,
    extra_specs: flavor.specs,
  }
}

function describeAddresses(server: Server) {
  const addresses: Record<string, object[]> = {}
  for (const { network, number } of server.ports) {
    const mac = `fa:16:3e:${hexPair(number >> 16)}:${hexPair(number >> 8)}:${hexPair(number)}`
    const make = (version: 4 | 6, addr: string, type = 'fixed') => {
      return { version, addr, 'OS-EXT-IPS:type': type, 'OS-EXT-IPS-MAC:mac_addr': mac }
    }
    const list = [make(4, addressOf(network.prefix4, number))]
    if (network.prefix6) list.push(make(6, `${network.prefix6}${(number + 256).toString(16)}`))
    if (network.floating && number % 3 === 0)
      list.push(make(4, addressOf(network.floating, number), 'floating'))
    addresses[network.name] = [...(addresses[network.name] ?? []), ...list]
  }
  return addresses
}

function addressOf(prefix: Network['prefix4'], number: number): string {
  return `${prefix}.${(number >> 8) & 255}.${number & 255 || 1}`
}

function hexPair(number: number): string {
  return (number & 255).toString(16).padStart(2, '0')
}

/** Of a single server only: in lists Nova looks faults up in one database, where those of the cells are not. */
export function describeFault({ token }: ComputeRequest, { status, fault, updated }: Server) {
  if (fault === null || (status !== 'ERROR' && status !== 'DELETED')) return {}
  const facts = { code: 500, created: formatZulu(updated), message: fault }
  const details = 'Traceback (most recent call last):\n  File "manager.py", line 1\n'
  return { fault: isAdmin(token) ? { ...facts, details } : facts }
}
