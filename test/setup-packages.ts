// Before the tests: what they need from Debian. Installs them as root, and names the packages otherwise.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { execa } from 'execa'

/** What is looked for, on PATH or as a whole path, and the Debian package that brings it. */
const needed = [
  { file: 'chromium', package: 'chromium' },
  { file: 'git', package: 'git' },
  { file: 'nginx', package: 'nginx' },
  {
    file: '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so',
    package: 'libnginx-mod-http-brotli-static',
  },
  { file: 'openssl', package: 'openssl' },
  { file: 'wrk', package: 'wrk' },
  { file: 'ssh', package: 'openssh-client' },
  { file: 'sshd', package: 'openssh-server' },
  { file: 'rsync', package: 'rsync' },
  { file: 'systemd-analyze', package: 'systemd' },
  { file: '/usr/lib/python3/dist-packages/openpyxl', package: 'python3-openpyxl' },
  { file: '/usr/lib/python3/dist-packages/feedparser', package: 'python3-feedparser' },
  { file: 'promtool', package: 'prometheus' },
  { file: 'debootstrap', package: 'debootstrap' },
  { file: 'podman', package: 'podman' },
  { file: 'runc', package: 'runc' },
  { file: '/usr/lib/cni/bridge', package: 'containernetworking-plugins' },
  { file: 'docker-compose', package: 'docker-compose' },
  { file: 'wrk', package: 'wrk' },
]

const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin']
const missing = needed.filter(({ file }) => !folders.some((folder) => existsSync(resolve(folder, file))))
const packages = missing.map((need) => need.package)

if (packages.length > 0 && process.getuid?.() !== 0) {
  console.error(`The tests need ${packages.join(' and ')}. Run: sudo apt-get install ${packages.join(' ')}`)
  process.exit(1)
}
if (packages.length > 0) {
  console.log(`Installing ${packages.join(' and ')} for the tests`)
  // RUNLEVEL keeps Debian from starting an nginx and an sshd of its own.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  await execa('apt-get', ['update', '-qq'], { env, stdio: 'inherit' })
  await execa('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
    stdio: 'inherit',
  })
}
