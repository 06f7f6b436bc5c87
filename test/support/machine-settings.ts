import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'

const SOURCES = '/etc/apt/sources.list.d'
const CERTIFICATES = '/usr/local/share/ca-certificates'
/** Where a copied system finds the certificates that this machine's npm trusts. */
const NPM_CERTIFICATES = '/etc/ssl/npm-certificates.crt'

type File = [name: string, text: string]

/** Where this machine's apt gets Debian 12 from, as files for another system, and the mirror of its main archive. */
export async function readAptSettings(): Promise<{ mirror: string; files: File[] }> {
  const names = ['/etc/apt/sources.list']
  for (const name of await readdir(SOURCES).catch(() => [])) {
    if (/\.(list|sources)$/.test(name)) names.push(join(SOURCES, name))
  }
  const files: File[] = []
  for (const name of names) {
    const text = await readFile(name, 'utf8').catch(() => '')
    if (/\bbookworm\b/.test(text)) files.push([name, text])
  }
  const mirrors = files.flatMap(([, text]) =>
    [...text.matchAll(/^(?:URIs:|deb(?: \[.*?\])?) *(\S+\/debian)\/?(?= |$)/gm)].map(([, mirror]) => mirror),
  )
  const { stdout } = await execa('apt-config', ['dump'])
  const settings = stdout.split('\n').filter((line) => /^Acquire::(https?::|Check-)/.test(line))
  return {
    mirror: mirrors[0] ?? 'http://deb.debian.org/debian',
    files: [
      ...(files.length > 0 ? [['/etc/apt/sources.list', ''] satisfies File] : []),
      ...files,
      ['/etc/apt/apt.conf.d/99machine', `${settings.join('\n')}\n`],
    ],
  }
}

/** Certificates that somebody added to this machine, e.g. those of a proxy that looks inside, and what npm trusts. */
export async function readCertificates(): Promise<File[]> {
  const files: File[] = []
  for (const name of await readdir(CERTIFICATES).catch(() => [])) {
    if (name.endsWith('.crt'))
      files.push([join(CERTIFICATES, name), await readFile(join(CERTIFICATES, name), 'utf8')])
  }
  const bundle = process.env['NODE_EXTRA_CA_CERTS'] ?? (await readNpmSetting('cafile'))
  if (bundle) files.push([NPM_CERTIFICATES, await readFile(bundle, 'utf8')])
  return files
}

/** The registry that this machine's npm asks, and by what way, as an environment. */
export async function readNpmSettings(): Promise<Record<string, string>> {
  const env: Record<string, string> = { npm_config_registry: await readNpmSetting('registry') }
  for (const [name, value] of Object.entries(process.env)) {
    if (value && /^(https?_proxy|no_proxy)$/i.test(name)) env[name] = value
  }
  if ((await readCertificates()).some(([name]) => name === NPM_CERTIFICATES)) {
    env['NODE_EXTRA_CA_CERTS'] = NPM_CERTIFICATES
    env['npm_config_cafile'] = NPM_CERTIFICATES
  }
  return env
}

async function readNpmSetting(name: string): Promise<string> {
  const { stdout } = await execa('npm', ['config', 'get', name])
  return stdout === 'null' || stdout === 'undefined' ? '' : stdout.trim()
}
