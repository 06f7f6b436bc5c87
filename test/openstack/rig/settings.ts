import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseUrl, MESSAGE_QUEUE } from './databases.ts'
import {
  CLOUD,
  CLOUDS_YAML,
  DATA,
  ETC,
  HOSTS,
  LOG,
  PASSWORD,
  PORTS,
  REGION,
  UNPACKED,
  urlOf,
} from './layout.ts'

type Section = Record<string, string | number | boolean>
type Ini = Record<string, Section>

const share = (path: string) => join(UNPACKED, 'usr/share', path)
const database = (schema: string) => ({
  connection: databaseUrl(schema),
  max_pool_size: 10,
  max_overflow: 30,
})

/** How a service signs in to Keystone. */
function credentials(username: string): Section {
  return {
    auth_type: 'password',
    auth_url: `${urlOf('keystone')}/v3`,
    username,
    password: PASSWORD,
    project_name: 'service',
    user_domain_id: 'default',
    project_domain_id: 'default',
    region_name: REGION,
  }
}

/** With `service_type`, which Debian leaves unset, a service can judge the access rules of application credentials. */
function tokens(username: string, serviceType: string): Ini {
  return {
    keystone_authtoken: {
      ...credentials(username),
      www_authenticate_uri: `${urlOf('keystone')}/v3`,
      service_type: serviceType,
      service_token_roles: 'service',
      service_token_roles_required: true,
    },
  }
}

function lockPath(name: string): Ini {
  return { oslo_concurrency: { lock_path: join(DATA, 'lock', name) } }
}

const KEYSTONE: Ini = {
  DEFAULT: { log_file: join(LOG, 'keystone-app.log'), use_stderr: false },
  database: database('keystone'),
  fernet_tokens: { key_repository: join(DATA, 'keystone-fernet') },
  credential: { key_repository: join(DATA, 'keystone-credential') },
  token: { provider: 'fernet', expiration: 86_400 },
  identity: { password_hash_rounds: 4 },
  cache: { enabled: true, backend: 'dogpile.cache.memory' },
}

const PLACEMENT: Ini = {
  DEFAULT: { log_file: join(LOG, 'placement-app.log'), use_stderr: false },
  api: { auth_strategy: 'keystone' },
  placement_database: database('placement'),
  ...tokens('placement', 'placement'),
}

const NOVA: Ini = {
  DEFAULT: {
    transport_url: MESSAGE_QUEUE,
    state_path: join(DATA, 'nova'),
    my_ip: '127.0.0.1',
    enabled_apis: 'osapi_compute',
    osapi_compute_listen: '127.0.0.1',
    osapi_compute_listen_port: PORTS.nova,
    osapi_compute_workers: 2,
    compute_driver: 'fake.FakeDriver',
    vif_plugging_is_fatal: false,
    vif_plugging_timeout: 0,
    max_concurrent_builds: 0,
    allow_resize_to_same_host: true,
    rpc_response_timeout: 120,
    service_down_time: 180,
    // A deleted server stays soft-deleted for a day.
    reclaim_instance_interval: 86_400,
    // Counters of a host follow what happens on it within this many seconds, so that the seed can wait for them.
    update_resources_interval: 8,
    block_device_allocate_retries_interval: 1,
  },
  api: { auth_strategy: 'keystone' },
  api_database: database('nova_api'),
  database: database('nova'),
  conductor: { workers: 1 },
  scheduler: { workers: 1, discover_hosts_in_cells_interval: 30 },
  filter_scheduler: {
    enabled_filters:
      'ComputeFilter,ImagePropertiesFilter,ServerGroupAntiAffinityFilter,ServerGroupAffinityFilter',
  },
  quota: { instances: -1, cores: -1, ram: -1, server_groups: -1 },
  placement: credentials('placement'),
  neutron: credentials('neutron'),
  glance: { api_servers: urlOf('glance') },
  cinder: { ...credentials('cinder'), os_region_name: REGION, catalog_info: 'volumev3::publicURL' },
  service_user: { ...credentials('nova'), send_service_user_token: true },
  vnc: { enabled: false },
  wsgi: { api_paste_config: share('nova-common/api-paste.ini') },
  ...tokens('nova', 'compute'),
  ...lockPath('nova'),
}

const GLANCE: Ini = {
  DEFAULT: { bind_host: '127.0.0.1', bind_port: PORTS.glance, workers: 0, enabled_backends: 'file:file' },
  glance_store: { default_backend: 'file' },
  file: { filesystem_store_datadir: join(DATA, 'images') },
  database: database('glance'),
  paste_deploy: { flavor: 'keystone', config_file: share('glance-common/glance-api-paste.ini') },
  ...tokens('glance', 'image'),
  ...lockPath('glance'),
}

const CINDER: Ini = {
  DEFAULT: {
    transport_url: MESSAGE_QUEUE,
    state_path: join(DATA, 'cinder'),
    my_ip: '127.0.0.1',
    host: 'cinder-host',
    osapi_volume_listen: '127.0.0.1',
    osapi_volume_listen_port: PORTS.cinder,
    osapi_volume_workers: 1,
    auth_strategy: 'keystone',
    api_paste_config: share('cinder-common/api-paste.ini'),
    resource_query_filters_file: join(UNPACKED, 'etc/cinder/resource_filters.json'),
    enabled_backends: 'slow,fast',
    default_volume_type: 'standard',
    glance_api_servers: urlOf('glance'),
    quota_volumes: -1,
    quota_snapshots: -1,
    quota_gigabytes: -1,
  },
  slow: { volume_driver: 'rig_cinder.Driver', volume_backend_name: 'slow' },
  fast: { volume_driver: 'rig_cinder.Driver', volume_backend_name: 'fast' },
  database: database('cinder'),
  nova: credentials('nova'),
  ...tokens('cinder', 'block-storage'),
  ...lockPath('cinder'),
}

const NEUTRON: Ini = {
  DEFAULT: {
    transport_url: MESSAGE_QUEUE,
    state_path: join(DATA, 'neutron'),
    bind_host: '127.0.0.1',
    bind_port: PORTS.neutron,
    core_plugin: 'ml2',
    service_plugins: '',
    api_workers: 1,
    rpc_workers: 0,
    rpc_state_report_workers: 0,
    auth_strategy: 'keystone',
    api_paste_config: share('neutron-common/api-paste.ini'),
    notify_nova_on_port_status_changes: false,
    notify_nova_on_port_data_changes: false,
    dhcp_agent_notification: false,
  },
  database: database('neutron'),
  quotas: { quota_port: -1, quota_security_group: -1 },
  ml2: { type_drivers: 'local', tenant_network_types: 'local', mechanism_drivers: 'rig' },
  ...tokens('neutron', 'network'),
  ...lockPath('neutron'),
}

/** Writes every service's configuration, one nova-compute file a host, and clouds.yaml. */
export function writeSettings(): void {
  mkdirSync(join(DATA, 'images'), { recursive: true })
  write('keystone/keystone.conf', KEYSTONE)
  write('placement/placement.conf', PLACEMENT)
  write('nova/nova.conf', NOVA)
  write('glance/glance-api.conf', GLANCE)
  write('cinder/cinder.conf', CINDER)
  write('neutron/neutron.conf', NEUTRON)
  for (const each of HOSTS) {
    write(`nova/compute-${each.host}.conf`, {
      DEFAULT: {
        host: each.host,
        state_path: join(DATA, 'nova', each.host),
        cpu_allocation_ratio: each.cpuRatio,
        ram_allocation_ratio: each.ramRatio,
        disk_allocation_ratio: 1,
        reserved_host_cpus: each.reservedVcpus ?? 0,
        reserved_host_memory_mb: each.reservedMemoryMb ?? 0,
      },
      ...lockPath(`nova-${each.host}`),
    })
    mkdirSync(join(DATA, 'nova', each.host, 'instances'), { recursive: true })
  }
  writeFileSync(CLOUDS_YAML, cloudsYaml(), { mode: 0o600 })
}

function write(path: string, ini: Ini): void {
  const file = join(ETC, path)
  mkdirSync(join(file, '..'), { recursive: true })
  const sections = Object.entries(ini).map(([name, section]) => {
    const lines = Object.entries(section).map(([key, value]) => `${key} = ${value}`)
    return [`[${name}]`, ...lines, ''].join('\n')
  })
  writeFileSync(file, sections.join('\n'), { mode: 0o600 })
}

function cloudsYaml(): string {
  const auth = {
    auth_url: `${urlOf('keystone')}/v3`,
    username: 'admin',
    password: PASSWORD,
    project_name: 'admin',
    user_domain_id: 'default',
    project_domain_id: 'default',
  }
  // JSON is YAML.
  return `${JSON.stringify({ clouds: { [CLOUD]: { auth, region_name: REGION, identity_api_version: 3 } } }, null, 2)}\n`
}
