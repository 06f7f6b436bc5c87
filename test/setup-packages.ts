// Before the tests: the programs that they need from Debian. Installs them as root, and names the packages otherwise.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'

/** What is asked for on PATH, and the Debian package that brings it. */
const needed = [
  { program: 'chromium', package: 'chromium' },
  { program: 'nginx', package: 'nginx' },
  { program: 'ssh', package: 'openssh-client' },
  { program: 'sshd', package: 'openssh-server' },
]

const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin']
const missing = needed.filter(({ program }) => !folders.some((folder) => existsSync(join(folder, program))))
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
