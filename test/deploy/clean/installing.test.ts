import { chmod, copyFile, readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCloud, startDemoCloud } from '../../../collector/demo-cloud/index.ts'
import { type Debian, openDebian } from '../../support/debian-folder.ts'
import { readCommands, substitute } from '../../support/markdown-commands.ts'
import { findFreePort } from '../../support/run-nginx.ts'

// The commands of docs/installing.md, run as they stand and in their order on a clean Debian. What differs from a server of its own:
//   - the words that `ownWords` replaces: the cloud, and the two ports, since the network is shared with this machine;
//   - `systemctl`, which is systemctl.sh here;
//   - aether.tar.gz is packed from the files of this project as they are, committed or not.

const project = join(import.meta.dirname, '../../..')
const PASSWORD = 'seven grey herons'

let cloud: DemoCloud
let debian: Debian
let ports: { http: number; https: number }
let site: string

beforeAll(async () => {
  cloud = await startDemoCloud()
  debian = await openDebian()
  ports = { http: await findFreePort(), https: await findFreePort() }
  site = `https://127.0.0.1:${ports.https}`
  await packProject(join(debian.folder, 'root/aether.tar.gz'))
  const systemctl = join(debian.folder, 'usr/local/bin/systemctl')
  await copyFile(join(import.meta.dirname, 'systemctl.sh'), systemctl)
  await chmod(systemctl, 0o755)
})

afterAll(async () => {
  await debian.close()
  await cloud.close()
})

function ownWords(): Record<string, string> {
  const copyOfSite = '/opt/aether/nginx/aether-tls.conf /etc/nginx/sites-available/aether.conf'
  return {
    'https://keystone.example:5000/v3': cloud.authUrl,
    'username: aether': 'username: admin',
    'password: secret': `password: ${JSON.stringify(cloud.env['OS_PASSWORD'])}`,
    [`cp ${copyOfSite}`]: `cp ${copyOfSite}
sed -i 's/\\(listen .*\\)\\b80;/\\1${ports.http};/; s/\\(listen .*\\)\\b443 /\\1${ports.https} /' /etc/nginx/sites-available/aether.conf`,
  }
}

/** What a release holds: every file that git knows or would take. */
async function packProject(file: string): Promise<void> {
  const pack = `git ls-files -z --cached --others --exclude-standard |
    tar --null --files-from=- --ignore-failed-read --transform='s,^,aether/,' -czf "$1"`
  await execa('bash', ['-c', pack, 'bash', file], { cwd: project })
}

interface Answer {
  status: number
  body: string
}

/** Asks nginx, whose certificate nobody has signed. */
function ask(path: string, credentials = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = credentials ? { authorization: `Basic ${btoa(credentials)}` } : {}
    const outgoing = request(`${site}${path}`, { headers, rejectUnauthorized: false }, (incoming) => {
      let body = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (text: string) => (body += text))
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body }))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

test('the page leads from nothing to a site that asks for a password', async () => {
  const blocks = readCommands(
    substitute(await readFile(join(project, 'docs/installing.md'), 'utf8'), ownWords()),
  )
  expect(blocks.length).toBeGreaterThan(6)
  let said = ''
  for (const block of blocks) {
    // What asks for a password reads it from here, since there is no terminal.
    const { exitCode, all } = await debian.run(`set -euo pipefail\n${block}`, {
      input: `${PASSWORD}\n`,
      reject: false,
    })
    expect(exitCode, `${block}\n${all.slice(-3000)}`).toBe(0)
    said += all
  }
  expect(said).toMatch(/\d+ ok, .*\b0 problems/)
  expect(said).not.toMatch(/^problem /m)
  expect(await ask('/')).toMatchObject({ status: 401 })
  expect(await ask('/', `ann:wrong`)).toMatchObject({ status: 401 })
  const { status, body } = await ask('/', `ann:${PASSWORD}`)
  expect(status).toBe(200)
  expect(body).toContain('My cloud')
  expect(await ask('/instances/', `ann:${PASSWORD}`)).toMatchObject({ status: 200 })
})

test('a second refresh is served, and fifty readers see no failed request', async () => {
  const readTime = async () => (await ask('/api/v1/meta.json', `ann:${PASSWORD}`)).body
  const before = await readTime()
  cloud.advance(2)
  const header = `Authorization: Basic ${btoa(`ann:${PASSWORD}`)}`
  const readers = execa('wrk', [
    '-t1',
    '-c50',
    '-d300s',
    '--timeout',
    '30s',
    '-H',
    header,
    `${site}/instances/`,
  ])
  await sleep(2000)
  await debian.run('systemctl start aether-refresh.service')
  expect(await readTime()).not.toBe(before)
  await sleep(2000)
  // It tells its figures then, too.
  readers.kill('SIGINT')
  const { stdout } = await readers
  expect(Number(/(\d+) requests in/.exec(stdout)?.[1])).toBeGreaterThan(500)
  expect(stdout).not.toMatch(/Non-2xx|Socket errors/)
})

test('the program cannot be changed by the user that runs it', async () => {
  const writable = 'find /opt/aether /etc/aether /etc/nginx /etc/systemd /usr/local ! -type l -writable'
  const { stdout } = await debian.run(`runuser -u aether -- ${writable} 2> /dev/null || true`)
  expect(stdout).toBe('')
  // A refresh as root would have left what the next one cannot replace.
  const { stdout: foreign } = await debian.run('find /var/lib/aether ! -user aether')
  expect(foreign).toBe('')
})

test('secrets are where they were put, and nowhere else', async () => {
  const find = 'find /etc/aether /etc/nginx/aether /var/lib/aether -type f -perm /007'
  const { stdout: open } = await debian.run(`runuser -u nobody -- ${find} 2> /dev/null || true`)
  expect(open).toBe('')
  const { stdout: htpasswd } = await debian.run('stat -c "%a %U:%G" /etc/nginx/aether/htpasswd')
  expect(htpasswd).toBe('640 root:www-data')
  const written = '/etc /root /run /tmp /usr/local /var/cache /var/lib/aether /var/log'
  const look = (secret: string) =>
    debian.run(`grep -rlF -e "$SECRET" ${written} || true`, { env: { SECRET: secret } })
  expect((await look(cloud.env['OS_PASSWORD'] ?? '')).stdout).toBe('/etc/aether/clouds.yaml')
  expect((await look(PASSWORD)).stdout).toBe('')
})
