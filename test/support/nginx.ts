import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'

const folder = join(import.meta.dirname, '../../nginx')

export interface Nginx {
  origin: string
  /** The value of an Authorization header that is let in. */
  authorization: string
  /** The users; the one that is let in from the start is "operator". */
  passwordFile: string
  stop(): Promise<void>
}

/** The project's own configuration, with its two documented paths and its port replaced. */
async function renderConfiguration(stateDir: string, home: string, port: number): Promise<void> {
  const files = ['aether.conf', 'aether/locations.conf', 'aether/headers.conf']
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8')
    const rendered = text
      .replaceAll('/var/lib/aether', stateDir)
      .replaceAll('/etc/nginx/aether', home)
      .replace('listen 80;', `listen 127.0.0.1:${port};`)
      .replace('    listen [::]:80;\n', '')
    await writeFile(join(home, basename(file)), rendered)
  }
}

/** Debian's nginx on a free loopback port, serving a state folder with the project's configuration. */
export async function startNginx(stateDir: string): Promise<Nginx> {
  const home = await mkdtemp(join(tmpdir(), 'aether-nginx-'))
  await chmod(home, 0o755)
  await mkdir(join(home, 'temporary'))
  const port = await findFreePort()
  await renderConfiguration(stateDir, home, port)
  await writeFile(join(home, 'htpasswd'), 'operator:{PLAIN}correct horse\n')
  await writeFile(join(home, 'nginx.conf'), renderMain(home))
  const child = execa('nginx', ['-p', home, '-c', join(home, 'nginx.conf')], {
    env: { PATH: `${process.env['PATH']}:/usr/sbin` },
    reject: false,
    all: true,
  })
  const origin = `http://127.0.0.1:${port}`
  await waitFor(`${origin}/healthz`, child)
  return {
    origin,
    authorization: `Basic ${Buffer.from('operator:correct horse').toString('base64')}`,
    passwordFile: join(home, 'htpasswd'),
    async stop() {
      child.kill('SIGTERM')
      await child
      await rm(home, { recursive: true })
    },
  }
}

function renderMain(home: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return [
    process.getuid?.() === 0 ? 'user root;' : '',
    'daemon off;',
    'worker_processes 1;',
    `pid ${home}/nginx.pid;`,
    `error_log ${home}/error.log;`,
    'events {}',
    'http {',
    '  include /etc/nginx/mime.types;',
    '  default_type application/octet-stream;',
    `  access_log ${home}/access.log;`,
    ...temporary.map((name) => `  ${name}_temp_path ${home}/temporary/${name};`),
    `  include ${home}/aether.conf;`,
    '}',
    '',
  ].join('\n')
}

async function waitFor(
  url: string,
  child: Promise<{ exitCode?: number | undefined; all?: string }>,
): Promise<void> {
  const ended = child.then(({ all }) => {
    throw new Error(`nginx ended: ${all}`)
  })
  const answers = async () => {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (await fetch(url).catch(() => null)) return
      await sleep(50)
    }
    throw new Error(`nginx does not answer at ${url}`)
  }
  await Promise.race([answers(), ended])
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
