import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { findFreePort, makeNginxHome, runNginx, type RunningNginx } from './run-nginx.ts'

const folder = join(import.meta.dirname, '../../nginx')
/** Debian's place for it. */
const brotliModule = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so'

export interface Nginx extends RunningNginx {
  origin: string
  /** Of the variant with TLS. */
  tlsPort: number
  /** The value of an Authorization header that is let in. */
  authorization: string
  /** The users; the one that is let in from the start is "operator". */
  passwordFile: string
}

export interface NginxOptions {
  /** Which of the two site files. */
  site?: 'aether.conf' | 'aether-tls.conf'
  /** What an operator copied from nginx/extra. */
  extra?: string[]
  /** Changes the text of the configuration. */
  edit?: (text: string) => string
  /** The file of users. */
  users?: string
  workers?: number
}

const USERS = 'operator:{PLAIN}correct horse\n'

/** Debian's nginx on a free loopback port, serving a state folder with the project's configuration. */
export async function startNginx(stateDir: string, options: NginxOptions = {}): Promise<Nginx> {
  const { site = 'aether.conf', extra = [], edit = (text) => text, users = USERS, workers = 1 } = options
  const home = await makeNginxHome()
  const ports = { 80: await findFreePort(), 443: await findFreePort() }
  const read = async (file: string) => {
    const text = await readFile(join(folder, file), 'utf8')
    return edit(
      listenOn(ports, text.replaceAll('/var/lib/aether', stateDir).replaceAll('/etc/nginx/aether', home)),
    )
  }
  const files: Record<string, string> = { 'site.conf': await read(site), htpasswd: users }
  for (const file of await readdir(join(folder, 'aether'))) files[file] = await read(`aether/${file}`)
  for (const file of extra) files[`extra/${file}`] = await read(`extra/${file}`)
  if (site === 'aether-tls.conf') await makeCertificate(join(home, 'tls'))
  const origin = `http://127.0.0.1:${ports[80]}`
  const modules = extra.includes('brotli.conf') ? [brotliModule] : []
  const running = await runNginx(home, { url: `${origin}/healthz`, files, modules, workers })
  return {
    ...running,
    origin,
    tlsPort: ports[443],
    authorization: `Basic ${Buffer.from('operator:correct horse').toString('base64')}`,
    passwordFile: join(home, 'htpasswd'),
  }
}

/** Only this machine may ask, at a free port in the place of each documented one. */
function listenOn(ports: Record<80 | 443, number>, text: string): string {
  return text
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replaceAll(/listen (80|443)\b/g, (_, port: '80' | '443') => `listen 127.0.0.1:${ports[port]}`)
}

/** For 127.0.0.1, signed by itself. */
async function makeCertificate(to: string): Promise<void> {
  await mkdir(to)
  const files = ['-keyout', join(to, 'key.pem'), '-out', join(to, 'certificate.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await execa('openssl', ['req', '-x509', ...key, ...files, ...subject])
}
