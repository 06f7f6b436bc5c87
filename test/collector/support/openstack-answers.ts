import { ids, storageAnswers } from './openstack-storage-answers.ts'

export { ids } from './openstack-storage-answers.ts'

const { server, volume, image, host, project } = ids
const columns =
  '-c ID -c Name -c Status -c Task State -c Power State -c Networks -c Image ID -c Flavor -c Availability Zone -c Host -c Properties -c Project ID -c User ID -c Created At'
export const serverList = `server list --all-projects --long --no-name-lookup ${columns}`

/** What `openstack ... -f json` says of a cloud with one host, one server and one volume, in the forms of version 6.0. */
export function smallAnswers(): Record<string, unknown> {
  return { ...cloudAnswers, ...computeAnswers, ...hostAnswers, ...storageAnswers }
}

const cloudAnswers = {
  'configuration show': { 'auth.auth_url': 'http://keystone:5000/v3', region_name: 'RegionOne' },
  'versions show': [
    ...range('compute', '2.1', '2.96'),
    ...range('placement', '1.0', '1.39'),
    ...range('block-storage', '3.0', '3.70'),
  ],
  'project list --long': [
    { ID: project, Name: 'team gamma', 'Domain ID': 'default', Description: 'a space', Enabled: true },
  ],
  [`project show ${project}`]: {
    id: project,
    name: 'team gamma',
    domain_id: 'default',
    description: 'a space',
    enabled: true,
    parent_id: 'default',
  },
  'domain list': [{ ID: 'default', Name: 'Default', Enabled: true, Description: '' }],
  [`quota show ${project}`]: {
    project,
    cores: 20,
    ram: 51_200,
    instances: 10,
    volumes: 5,
    gigabytes: 1000,
    snapshots: -1,
  },
}

const computeAnswers = {
  [serverList]: [
    {
      ID: server,
      Name: 'web|1',
      Status: 'ACTIVE',
      'Task State': null,
      'Power State': 1,
      Networks: { net: ['10.0.0.5', 'fd00::5'] },
      'Image ID': image,
      Flavor: 'm1.small',
      'Availability Zone': 'az-1',
      Host: 'cmp01',
      Properties: { owner: 'x' },
      'Project ID': project,
      'User ID': 'user-1',
      'Created At': '2026-11-22T12:06:48Z',
    },
  ],
  [`${serverList} --marker ${server}`]: [],
  [`${serverList} --deleted --status SOFT_DELETED`]: [],
  [`server show ${server}`]: {
    'OS-EXT-AZ:availability_zone': 'az-1',
    'OS-EXT-SRV-ATTR:host': 'cmp01',
    'OS-EXT-SRV-ATTR:hypervisor_hostname': 'cmp01.example.net',
    'OS-EXT-SRV-ATTR:user_data': 'c2VjcmV0LXVzZXItZGF0YQ==',
    'OS-EXT-STS:power_state': 1,
    'OS-EXT-STS:task_state': null,
    'OS-EXT-STS:vm_state': 'active',
    'OS-SRV-USG:launched_at': '2026-11-22T12:06:50.000000',
    addresses: { net: ['10.0.0.5', 'fd00::5'] },
    created: '2026-11-22T12:06:48Z',
    description: null,
    flavor: {
      vcpus: 1,
      ram: 2048,
      disk: 20,
      ephemeral: 0,
      swap: 0,
      original_name: 'm1.small',
      extra_specs: {},
    },
    id: server,
    image: `cirros (0.6) (${image})`,
    key_name: 'key',
    locked: true,
    name: 'web|1',
    project_id: project,
    properties: { owner: 'x' },
    status: 'ACTIVE',
    tags: ['b', 'a'],
    updated: '2026-11-22T12:06:50Z',
    user_id: 'user-1',
    volumes_attached: [{ id: volume, delete_on_termination: false }],
  },
  'flavor list --all --long': [
    {
      ID: '2',
      Name: 'm1.small',
      RAM: 2048,
      Disk: 20,
      Ephemeral: 0,
      VCPUs: 1,
      'Is Public': false,
      Swap: 0,
      'RXTX Factor': 1,
      Properties: { 'hw:cpu_policy': 'shared' },
    },
  ],
  'flavor show 2': {
    'OS-FLV-DISABLED:disabled': false,
    'OS-FLV-EXT-DATA:ephemeral': 0,
    access_project_ids: [project],
    description: 'small',
    disk: 20,
    id: '2',
    name: 'm1.small',
    'os-flavor-access:is_public': false,
    properties: { 'hw:cpu_policy': 'shared' },
    ram: 2048,
    rxtx_factor: 1,
    swap: 0,
    vcpus: 1,
  },
  'server migration list': [],
  'server group list --all-projects --long': [
    { ID: 'g1', Name: 'apart', Policy: 'anti-affinity', Members: [server], 'Project Id': project },
  ],
}

const hostAnswers = {
  'hypervisor list --long': [
    {
      ID: host,
      'Hypervisor Hostname': 'cmp01.example.net',
      'Hypervisor Type': 'QEMU',
      'Host IP': '10.1.0.1',
      State: 'up',
      'vCPUs Used': 1,
      vCPUs: 32,
      'Memory MB Used': 2560,
      'Memory MB': 131_072,
    },
  ],
  [`hypervisor list --long --marker ${host}`]: [],
  [`hypervisor show ${host}`]: {
    cpu_info: { model: 'Nehalem' },
    host_ip: '10.1.0.1',
    hypervisor_hostname: 'cmp01.example.net',
    hypervisor_type: 'QEMU',
    hypervisor_version: 7_002_000,
    id: host,
    local_gb: 8000,
    local_gb_used: 20,
    memory_mb: 131_072,
    memory_mb_used: 2560,
    running_vms: 1,
    service_host: 'cmp01',
    state: 'up',
    status: 'disabled',
    uptime: '7 days',
    vcpus: 32,
    vcpus_used: 1,
  },
  'compute service list --long': [
    {
      Binary: 'nova-compute',
      Host: 'cmp01',
      Zone: 'az-1',
      Status: 'disabled',
      State: 'up',
      'Updated At': '2026-11-22T09:48:37.000000',
      'Disabled Reason': 'new disk',
    },
  ],
  'aggregate list --long': [
    {
      ID: 1,
      Name: 'agg|1',
      'Availability Zone': 'az-1',
      Properties: { ssd: 'true' },
      Hosts: ['cmp01'],
    },
  ],
  'aggregate show 1': { id: 1, uuid: 'u-1', name: 'agg|1' },
  'availability zone list --compute --long': [
    { 'Zone Name': 'az-1', 'Zone Status': 'available', 'Host Name': 'cmp01', 'Service Name': 'nova-compute' },
    { 'Zone Name': 'empty', 'Zone Status': 'not available', 'Host Name': '', 'Service Name': '' },
  ],
  'resource provider list': [
    { uuid: host, name: 'cmp01.example.net', root_provider_uuid: host, parent_provider_uuid: null },
  ],
  [`resource provider show --allocations ${host}`]: {
    uuid: host,
    name: 'cmp01.example.net',
    allocations: { [server]: { resources: { VCPU: 1, MEMORY_MB: 2048 } } },
  },
  [`resource provider inventory list ${host}`]: [
    {
      resource_class: 'VCPU',
      allocation_ratio: 4,
      min_unit: 1,
      max_unit: 32,
      reserved: 2,
      step_size: 1,
      total: 32,
      used: 1,
    },
  ],
  [`resource provider trait list ${host}`]: [{ name: 'HW_CPU_X86_AVX' }, { name: 'COMPUTE_NODE' }],
  [`resource provider aggregate list ${host}`]: [{ uuid: 'u-1' }],
}

function range(service: string, min: string, max: string): Record<string, unknown>[] {
  return ['Elsewhere', 'RegionOne'].map((region) => ({
    'Region Name': region,
    'Service Type': service,
    'Min Microversion': min,
    'Max Microversion': region === 'RegionOne' ? max : '1.0',
  }))
}
