import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoCloud, startDemoCloud } from '../../../collector/demo-cloud/index.ts'
import { type ContainerEngine, openContainerEngine } from '../../support/container-engine.ts'
import { readCommands, substitute } from '../../support/markdown-commands.ts'
import { findFreePort } from '../../support/run-nginx.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

// The commands of docs/containers.md, run as they stand by podman and docker-compose. What differs from a machine of an operator:
//   - debian:12-slim is a Debian that debootstrap made;
//   - what waits for somebody: the password is read from standard input, the log is not followed;
//   - the images are compressed less, which is quicker;
//   - the port, the home folder, and the cloud, which is a simulated one on this machine.

const project = join(import.meta.dirname, '../../..')
const PASSWORD = 'correct horse battery staple'
/** Two minutes where nothing is kept of an earlier build, and more where others are at work. */
const BUILD_MS = 600_000

let engine: ContainerEngine
let cloud: DemoCloud
/** The copy of deploy/container, which is all that the machine has beside the images. */
let place: string
let origin: string
let blocks: string[]

beforeAll(async () => {
  const home = await makeTemporaryFolder('containers')
  place = join(home, 'aether')
  await cp(join(project, 'deploy/container'), place, { recursive: true })
  engine = await openContainerEngine()
  cloud = await startDemoCloud({ hosts: 6, servers: 40, volumes: 20, projects: 4, host: '0.0.0.0' })
  const port = await findFreePort()
  origin = `http://127.0.0.1:${port}`
  await replaceIn(join(place, '.env'), { '127.0.0.1:8080': `127.0.0.1:${port}` })
  const page = await readFile(join(project, 'docs/containers.md'), 'utf8')
  const own = {
    '~/clouds.yaml': join(home, 'clouds.yaml'),
    'exec collector aether users add ann': 'exec -T collector aether users add ann',
    'docker compose logs -f collector': 'docker compose logs collector',
    '| gzip >': '| gzip -1 >',
  }
  blocks = readCommands(substitute(page, own))
})

afterAll(async () => {
  await engine?.close()
  await cloud.close()
})

async function replaceIn(file: string, words: Record<string, string>): Promise<void> {
  await writeFile(file, substitute(await readFile(file, 'utf8'), words))
}

/** Runs a script in the folder of compose.yaml, and expects it to succeed unless told otherwise. */
async function run(script: string, { exitCode = 0, cwd = place, input = '' } = {}): Promise<string> {
  const result = await engine.run(script, { cwd, input })
  expect(result.exitCode, `${script}\n${result.all.slice(-3000)}`).toBe(exitCode)
  return result.all
}

/** The one block of the page with these words in it. */
function findBlock(words: string): string {
  const found = blocks.filter((block) => block.includes(words))
  if (found.length !== 1) throw new Error(`"${words}" stands in ${found.length} blocks of the page.`)
  return found[0] ?? ''
}

/** The status of a page, asked as ann, as somebody else, or as nobody. */
async function ask(path: string, credentials?: string): Promise<{ status: number; body: string }> {
  const headers = credentials === undefined ? {} : { authorization: `Basic ${btoa(credentials)}` }
  const answer = await fetch(`${origin}${path}`, { headers })
  return { status: answer.status, body: await answer.text() }
}

/** Where a container on the network of that name finds this machine. */
async function readGateway(network: string): Promise<string> {
  const { stdout } = await engine.run(`podman network inspect ${network}`)
  const [found] = JSON.parse(stdout) as [{ subnets: [{ gateway: string }] }]
  return found.subnets[0].gateway
}

async function writeCredentials(): Promise<void> {
  const auth = {
    auth_url: cloud.authUrl.replace('127.0.0.1', await readGateway('aether_cloud')),
    username: 'admin',
    password: cloud.env['OS_PASSWORD'],
    user_domain_id: 'default',
    project_name: 'admin',
    project_domain_id: 'default',
  }
  await writeFile(join(place, '../clouds.yaml'), JSON.stringify({ clouds: { demo: { auth } } }))
}

test(
  'both images are built, and hold the program and nothing else of the project',
  async () => {
    await run(findBlock('--target web'), { cwd: project })
    const listed = await run(
      'docker run --rm --entrypoint ls aether-collector -A /opt/aether /opt/aether/deploy/container',
    )
    expect(listed.split(/\s+/)).toEqual(
      expect.arrayContaining(['collector', 'node_modules', 'src', 'aether.yaml']),
    )
    expect(listed).not.toMatch(/secrets|\.env|\.git|test|docs|state|Dockerfile/)
    expect(await run('docker run --rm --read-only --network none aether-collector --version')).toContain(
      '0.1.0',
    )
  },
  BUILD_MS,
)

describe('started by compose', () => {
  test('the collector refreshes, and nginx asks for a password', async () => {
    await mkdir(join(place, 'secrets'))
    await writeFile(join(place, 'secrets/clouds.yaml'), '')
    await run('docker compose up --no-start && docker compose rm --force')
    await writeCredentials()
    expect(await run(findBlock('users add ann'), { input: `${PASSWORD}\n` })).toContain('Added: ann')
    for (let tries = 0; tries < 60 && (await ask('/healthz')).status !== 200; tries++) await run('sleep 1')
    expect(await ask('/healthz'), await run('docker compose logs')).toEqual({ status: 200, body: 'ok\n' })
    expect((await ask('/')).status).toBe(401)
    expect((await ask('/', 'ann:wrong')).status).toBe(401)
    expect((await ask('/', `ann:${PASSWORD}`)).status).toBe(200)
    const { body } = await ask('/api/v1/summary.json', `ann:${PASSWORD}`)
    expect(JSON.parse(body)).toMatchObject({ total: { hosts: 6 } })
    expect(await run('docker compose logs collector')).toMatch(
      /is served now[^]*ended with exit code [03]; next at/,
    )
  })

  test('the health checks of both images see it, and see a refresh that failed', async () => {
    for (const service of ['web', 'collector']) {
      await run(`docker healthcheck run "$(docker compose ps -q ${service})"`)
    }
    await run(`docker compose exec -T collector sh -c 'cp /var/lib/aether/last-run.json /tmp/kept'`)
    const failed = JSON.stringify({ schema: 1, endedAt: '2100-01-01T00:00:00Z', exitCode: 1 })
    await run(`docker compose exec -T collector sh -c 'cat > /var/lib/aether/last-run.json'`, {
      input: failed,
    })
    await run(`docker healthcheck run "$(docker compose ps -q collector)"`, { exitCode: 1 })
    await run(`docker compose exec -T collector cp /tmp/kept /var/lib/aether/last-run.json`)
  })

  test.each([
    ['collector', 'uid=10001(aether) gid=10001(aether) groups=10001(aether),10002(web)'],
    ['web', 'uid=10002(web) gid=10002(web) groups=10002(web)'],
  ])('%s has no right and writes nowhere but in its volumes', async (service, user) => {
    const script = `id; grep -E '^(Cap|NoNew)' /proc/1/status; touch /x /etc/x /opt/x 2>&1; touch /tmp/x && echo temporary`
    const said = await run(`docker compose exec -T ${service} bash -c "${script}"`)
    expect(said).toContain(user)
    expect(said.match(/^Cap\w+:\s+0+$/gm)).toHaveLength(5)
    expect(said).toMatch(/^NoNewPrivs:\s+1$/m)
    expect(said.match(/Read-only file system/g)).toHaveLength(3)
    expect(said).toContain('temporary')
  })

  test('nginx reads the sites and the users, and nothing that lies beside them', async () => {
    const read = (path: string) => engine.run(`docker compose exec -T web cat ${path}`, { cwd: place })
    expect((await read('/var/lib/aether/current/index.html')).exitCode).toBe(0)
    for (const path of ['/var/lib/aether/data/aio.csv', '/var/lib/aether/archive/*/data/aio.csv']) {
      const { exitCode, all } = await engine.run(`docker compose exec -T web sh -c 'cat ${path}'`, {
        cwd: place,
      })
      expect(exitCode).not.toBe(0)
      expect(all).toMatch(/Permission denied|No such file/)
    }
    const touched = await run('docker compose exec -T web sh -c "touch /var/lib/aether/x 2>&1 || true"')
    expect(touched).toContain('Read-only file system')
  })

  test('the password of the cloud is in no image, environment, argument or log', async () => {
    const secret = cloud.env['OS_PASSWORD'] ?? ''
    const said = await run(
      'docker inspect $(docker compose ps -q); docker history --no-trunc aether-collector; docker compose logs',
    )
    expect(said).toContain('/run/secrets/clouds.yaml')
    expect(said).not.toContain(secret)
  })

  test('a stop ends the collector cleanly', async () => {
    await run('docker compose stop collector')
    expect(await run('docker compose logs collector')).toContain('repeat   stopped')
    expect(
      await run('docker inspect --format "{{.State.ExitCode}}" "$(docker compose ps -q collector)"'),
    ).toBe('0')
  })

  test('a backup brings everything back into new volumes', async () => {
    await run('docker cp "$(docker compose ps -q collector)":/var/lib/aether/data data')
    await run(findBlock('> aether-state.tar'))
    await run('docker compose down --volumes')
    await run(findBlock('< aether-state.tar'))
    await run('docker compose up -d web')
    expect((await ask('/', `ann:${PASSWORD}`)).status).toBe(200)
    const both = '--volume aether_state:/var/lib/aether --volume aether_users:/var/lib/aether-users'
    expect(await run(`docker run --rm ${both} aether-collector archive verify`)).toContain('good, ')
    await run(`docker run --rm -i ${both} aether-collector users add bob`, { input: 'another password\n' })
    expect((await ask('/', 'bob:another password')).status).toBe(200)
    await run('docker compose down --volumes')
  })
})

describe('fed by another machine', () => {
  test('a receiver takes files by docker cp, whoever owned them over there', async () => {
    await run('chown -R 1234:1234 data && chmod -R go= data')
    expect(await run(findBlock('docker cp -'))).toContain('is served now')
    expect((await ask('/healthz')).status).toBe(200)
  })

  test('files of somebody else are refused by name, and given to their user as the page says', async () => {
    const give = findBlock('--entrypoint chown')
    await run(give.replace('10001:10001', '1234:1234'))
    const refresh = 'docker compose exec -T receiver aether refresh --no-collect'
    const before = await run('docker compose exec -T receiver readlink /var/lib/aether/current')
    expect(await run(refresh, { exitCode: 1 })).toMatch(/aether: .*\/var\/lib\/aether\/data/)
    expect(await run('docker compose exec -T receiver readlink /var/lib/aether/current')).toBe(before)
    await run(give)
    expect(await run(refresh)).toContain('already published')
  })
})

test('the images travel as a file to a machine that has none', async () => {
  await run(findBlock('docker save'))
  const elsewhere = 'docker() { podman --root "$PWD/images" --runroot "$PWD/run" --tmpdir "$PWD/tmp" "$@"; }'
  await run(`${elsewhere}; docker image exists aether-web`, { exitCode: 1 })
  await run(`${elsewhere}; ${findBlock('docker load')}`)
  await run(`${elsewhere}; docker image exists aether-web && docker image exists aether-collector`)
})
