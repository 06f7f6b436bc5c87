import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'

export interface RunningNginx {
  /** Where its configuration and its logs are. */
  home: string
  errorLog(): Promise<string>
  stop(): Promise<void>
}

export interface NginxRun {
  /** Answered once it runs; any status will do. */
  url: string
  /** Files of the configuration by their names below its folder; `site.conf` is what is included into `http`. */
  files: Record<string, string>
  /** Whole paths. */
  modules?: string[]
  workers?: number
}

/** A folder for an nginx of its own, which `stop` removes. */
export async function makeNginxHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'aether-nginx-'))
  await chmod(home, 0o755)
  await mkdir(join(home, 'temporary'))
  return home
}

/** Debian's nginx with a configuration that `nginx -t` accepts. Throws with what it says otherwise. */
export async function runNginx(home: string, run: NginxRun): Promise<RunningNginx> {
  for (const [name, text] of Object.entries({ ...run.files, 'nginx.conf': renderMain(home, run) })) {
    await mkdir(join(home, name, '..'), { recursive: true })
    await writeFile(join(home, name), text)
  }
  const words = ['-p', home, '-c', join(home, 'nginx.conf')]
  const env = { PATH: `${process.env['PATH']}:/usr/sbin` }
  await execa('nginx', ['-t', ...words], { env })
  const child = execa('nginx', words, { env, reject: false, all: true })
  await waitFor(run.url, child)
  return {
    home,
    errorLog: () => readFile(join(home, 'error.log'), 'utf8'),
    async stop() {
      child.kill('SIGTERM')
      await child
      await rm(home, { recursive: true })
    },
  }
}

function renderMain(home: string, { modules = [], workers = 1 }: NginxRun): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return [
    ...modules.map((module) => `load_module ${module};`),
    process.getuid?.() === 0 ? 'user root;' : '',
    'daemon off;',
    `worker_processes ${workers};`,
    `pid ${home}/nginx.pid;`,
    `error_log ${home}/error.log;`,
    'events {}',
    'http {',
    '  include /etc/nginx/mime.types;',
    '  default_type application/octet-stream;',
    `  access_log ${home}/access.log;`,
    ...temporary.map((name) => `  ${name}_temp_path ${home}/temporary/${name};`),
    `  include ${home}/site.conf;`,
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
      if (await fetch(url, { redirect: 'manual' }).catch(() => null)) return
      await sleep(50)
    }
    throw new Error(`nginx does not answer at ${url}`)
  }
  await Promise.race([answers(), ended])
}

export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
