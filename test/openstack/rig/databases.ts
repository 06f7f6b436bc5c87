import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { execa } from 'execa'
import { DATA, ENVIRONMENT, ETC, LOG, PASSWORD, PORTS, SOCKET } from './layout.ts'
import { startDaemon, waitFor } from './processes.ts'

const SCHEMAS = ['keystone', 'placement', 'nova_api', 'nova_cell0', 'nova', 'glance', 'cinder', 'neutron']

export function databaseUrl(schema: string): string {
  return `mysql+pymysql://rig:${PASSWORD}@127.0.0.1:${PORTS.mariadb}/${schema}?charset=utf8mb4`
}

export const MESSAGE_QUEUE = `rabbit://guest:guest@127.0.0.1:${PORTS.amqp}/`

/** Runs SQL as MariaDB's root over its socket and returns the rows, tab-separated. */
async function sql(statement: string): Promise<string> {
  const { stdout } = await execa('mariadb', [`--socket=${SOCKET}`, '-uroot', '-N', '-e', statement])
  return stdout
}

/** MariaDB without durability: the rig is made anew whenever it is lost. */
export async function startMariadb(): Promise<void> {
  const folder = join(DATA, 'mariadb')
  if (!existsSync(folder)) {
    const flags = ['--no-defaults', '--user=root', `--datadir=${folder}`, '--skip-test-db']
    await execa('mariadb-install-db', [...flags, '--auth-root-authentication-method=socket'])
  }
  startDaemon({
    name: 'mariadb',
    command: [
      'mariadbd',
      '--no-defaults',
      '--user=root',
      `--datadir=${folder}`,
      `--socket=${SOCKET}`,
      '--bind-address=127.0.0.1',
      `--port=${PORTS.mariadb}`,
      `--pid-file=${folder}/own.pid`,
      '--max-connections=1000',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-doublewrite=0',
      '--innodb-buffer-pool-size=256M',
      '--skip-log-bin',
      '--skip-name-resolve',
      '--character-set-server=utf8mb3',
      '--collation-server=utf8mb3_general_ci',
    ],
  })
  await waitFor('MariaDB', async () => (await sql('select 1')).trim() === '1')
  const statements = SCHEMAS.map(
    (name) => `CREATE DATABASE ${name}; GRANT ALL ON ${name}.* TO rig@'%' IDENTIFIED BY '${PASSWORD}'`,
  )
  await sql(statements.join(';'))
}

/** RabbitMQ as a node of its own name, with its own epmd, so that another RabbitMQ on the machine is not touched. */
export function startRabbitmq(): void {
  const [script] = globSync('/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server')
  if (script === undefined)
    throw new Error('rabbitmq-server is installed, but its start script is not where Debian puts it')
  const folder = join(DATA, 'rabbitmq')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(ETC, 'rabbitmq.conf'), `listeners.tcp.1 = 127.0.0.1:${PORTS.amqp}\n`)
  startDaemon({
    name: 'rabbitmq',
    command: ['sh', script],
    env: {
      HOME: folder,
      RABBITMQ_NODENAME: 'aether-rig@localhost',
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: `${PORTS.amqp}`,
      RABBITMQ_DIST_PORT: `${PORTS.erlang}`,
      RABBITMQ_CONFIG_FILE: join(ETC, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(ETC, 'rabbitmq-plugins'),
      RABBITMQ_MNESIA_BASE: folder,
      RABBITMQ_LOG_BASE: LOG,
      RABBITMQ_LOGS: '-',
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: `${PORTS.epmd}`,
    },
  })
}

export async function waitForRabbitmq(): Promise<void> {
  await waitFor('RabbitMQ', () => isListening(PORTS.amqp))
}

/** One `*-manage` command; its output is the error's when it fails. */
async function manage(program: string, ...args: string[]): Promise<void> {
  await execa(program, args, { env: ENVIRONMENT })
}

function conf(service: string, file = `${service}.conf`): string[] {
  return ['--config-file', join(ETC, service, file)]
}

/** Creates every service's tables: three chains side by side, because two of them wait while the third computes. */
export async function createTables(daemonPath: (name: string) => string): Promise<void> {
  const nova = (...args: string[]) => manage(daemonPath('nova-manage'), ...conf('nova'), ...args)
  await Promise.all([
    (async () => {
      await manage('keystone-manage', ...conf('keystone'), 'db_sync')
      for (const keys of ['fernet', 'credential']) {
        mkdirSync(join(DATA, `keystone-${keys}`), { recursive: true, mode: 0o700 })
        const owner = ['--keystone-user', 'root', '--keystone-group', 'root']
        await manage('keystone-manage', ...conf('keystone'), `${keys}_setup`, ...owner)
      }
      await manage(daemonPath('glance-manage'), ...conf('glance', 'glance-api.conf'), 'db_sync')
      await manage('placement-manage', ...conf('placement'), 'db', 'sync')
    })(),
    (async () => {
      await nova('api_db', 'sync')
      await nova('cell_v2', 'map_cell0', '--database_connection', databaseUrl('nova_cell0'))
      const cell = ['--database_connection', databaseUrl('nova'), '--transport-url', MESSAGE_QUEUE]
      await nova('cell_v2', 'create_cell', '--name', 'cell1', ...cell)
      await nova('db', 'sync')
    })(),
    (async () => {
      await manage(daemonPath('cinder-manage'), ...conf('cinder'), 'db', 'sync')
      await manage(daemonPath('neutron-db-manage'), ...conf('neutron'), 'upgrade', 'heads')
    })(),
  ])
  // These columns are utf8mb3 in the schema, where an emoji is a 500; clouds whose database is utf8mb4 accept it.
  for (const table of ['volumes', 'snapshots']) {
    await sql(`ALTER TABLE cinder.${table} MODIFY display_name VARCHAR(255) CHARACTER SET utf8mb4`)
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('close', () => resolve(false)).setTimeout(1000, () => socket.destroy())
    socket.once('connect', () => socket.destroy())
  })
}
