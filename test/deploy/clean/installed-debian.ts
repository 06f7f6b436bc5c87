import { chmod, copyFile, readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect } from 'vitest'
import { type DemoCloud, startDemoCloud } from '../../../collector/demo-cloud/index.ts'
import { type Debian, openDebian } from '../../support/debian-folder.ts'
import { readCommands, substitute } from '../../support/markdown-commands.ts'
import { findFreePort } from '../../support/run-nginx.ts'

const project = join(import.meta.dirname, '../../..')

export interface Machine extends Debian {
  cloud: DemoCloud
  /** Of the reader "ann". */
  password: string
  /** nginx, once it is there. */
  origin: string
  /**
   * Runs the commands of a page of the documentation as they stand and in their order, or those below one of its headings, and resolves
   * with what they said. `words` replaces what each machine has of its own.
   */
  follow(page: string, options?: { heading?: string; words?: Record<string, string> }): Promise<string>
  /** Asks nginx, whose certificate nobody has signed, as nobody or as "ann". */
  ask(path: string, password?: string): Promise<{ status: number; body: string }>
  /** When the site that is served was collected. */
  readCollectedAt(): Promise<string>
}

/**
 * A clean Debian with nothing of the project's but a release in root's home, beside a simulated cloud. What differs from a server of
 * its own: `systemctl` is systemctl.sh here, and passwords are asked for without a terminal.
 */
export async function openMachine(): Promise<Machine> {
  const cloud = await startDemoCloud()
  const debian = await openDebian()
  const ports = { http: await findFreePort(), https: await findFreePort() }
  const origin = `https://127.0.0.1:${ports.https}`
  const password = 'seven grey herons'
  await packRelease(join(debian.folder, 'root/aether.tar.gz'))
  const systemctl = join(debian.folder, 'usr/local/bin/systemctl')
  await copyFile(join(import.meta.dirname, 'systemctl.sh'), systemctl)
  await chmod(systemctl, 0o755)

  const ask: Machine['ask'] = (path, given) => askNginx(`${origin}${path}`, given)
  return {
    ...debian,
    cloud,
    password,
    origin,
    ask,
    async follow(page, { heading, words = {} } = {}) {
      const text = await readFile(join(project, 'docs', page), 'utf8')
      const known = page === 'installing.md' ? ownWords(cloud, ports) : {}
      const part = cutPart(substitute(text, { ...known, ...words }), heading)
      let said = ''
      for (const block of readCommands(part)) {
        const input = `${password}\n`
        const { exitCode, all } = await debian.run(`set -euo pipefail\n${block}`, { input, reject: false })
        expect(exitCode, `${block}\n${all.slice(-3000)}`).toBe(0)
        said += `${all}\n`
      }
      return said
    },
    async readCollectedAt() {
      const meta: unknown = JSON.parse((await ask('/api/v1/meta.json', password)).body)
      return (meta as { collectedAt: string }).collectedAt
    },
    async close() {
      await debian.close()
      await cloud.close()
    },
  }
}

/** All that is replaced in docs/installing.md: the cloud, and the two ports, since the network is shared with this machine. */
function ownWords(cloud: DemoCloud, ports: { http: number; https: number }): Record<string, string> {
  const copySite = 'cp /opt/aether/nginx/aether-tls.conf /etc/nginx/sites-available/aether.conf'
  const changePorts = `s/\\(listen .*\\)\\b80;/\\1${ports.http};/; s/\\(listen .*\\)\\b443 /\\1${ports.https} /`
  return {
    'https://keystone.example:5000/v3': cloud.authUrl,
    'username: aether': 'username: admin',
    'password: secret': `password: ${JSON.stringify(cloud.env['OS_PASSWORD'])}`,
    [copySite]: `${copySite}\nsed -i '${changePorts}' /etc/nginx/sites-available/aether.conf`,
  }
}

/** What a release holds: every file that git knows or would take, as it is now. */
async function packRelease(file: string): Promise<void> {
  const pack = `git ls-files -z --cached --others --exclude-standard |
    tar --null --files-from=- --ignore-failed-read --transform='s,^,aether/,' -czf "$1"`
  await execa('bash', ['-c', pack, 'bash', file], { cwd: project })
}

/** From a heading of the second level to the next one. */
function cutPart(markdown: string, heading: string | undefined): string {
  if (heading === undefined) return markdown
  const part = markdown.split(/^## /m).find((text) => text.startsWith(`${heading}\n`))
  if (part === undefined) throw new Error(`The page has no heading "${heading}".`)
  return part
}

function askNginx(url: string, password: string | undefined): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = password === undefined ? {} : { authorization: `Basic ${btoa(`ann:${password}`)}` }
    const outgoing = request(url, { headers, rejectUnauthorized: false }, (incoming) => {
      let body = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (text: string) => (body += text))
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body }))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}
