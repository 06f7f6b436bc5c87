import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'

import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'

const bin = fileURLToPath(new URL('../../collector/aether.js', import.meta.url))
let cloud: DemoCloud
let folder: string
let logs: string

beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 4, servers: 40, volumes: 20, projects: 4 })
  folder = await mkdtemp(join(tmpdir(), 'aether-secrets-'))
  logs = ''
})
afterAll(async () => {
  await cloud.close()
  await rm(folder, { recursive: true })
})

async function runAether(args: string[], env: Record<string, string>): Promise<number | undefined> {
  const { exitCode, all } = await execa(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    extendEnv: false,
    reject: false,
    all: true,
  })
  logs += all
  return exitCode
}

function unpack(path: string, bytes: Buffer): Buffer {
  if (path.endsWith('.gz')) return gunzipSync(bytes)
  return path.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes
}

async function findSecrets(secrets: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    const content = unpack(path, bytes)
    found.push(...secrets.filter((secret) => content.includes(secret)).map((secret) => `${path}: ${secret}`))
  }
  return found
}

test('no secret is in a byte of data/, archive/, dist/ or any log, whichever way in and whatever fails', async () => {
  const ceph = JSON.stringify(cloud.cephCommand)
  await writeFile(join(folder, 'aether.yaml'), `ceph: { command: ${ceph} }\ncollect: { requestSeconds: 5 }\n`)
  expect(await runAether(['refresh', '--json', '--verbose'], cloud.env)).toBe(0)
  cloud.faults = [
    { service: 'placement', kind: 'status', status: 401 },
    { service: 'image', kind: 'wrong-json' },
  ]
  cloud.expireTokens()
  expect(await runAether(['collect'], cloud.applicationCredentialEnv)).toBe(3)
  expect(await runAether(['doctor', '--json'], cloud.applicationCredentialEnv)).toBe(1)
  expect(await runAether(['doctor'], cloud.memberEnv)).toBe(1)
  cloud.faults = [{ service: 'identity', kind: 'status', status: 401 }]
  expect(await runAether(['collect', '--json'], cloud.env)).toBe(1)
  expect(await runAether(['build', '--out', 'dist', '--verbose'], cloud.env)).toBe(0)

  const secrets = cloud.secrets()
  const { OS_PASSWORD: password = '' } = cloud.env
  const { OS_APPLICATION_CREDENTIAL_SECRET: secret = '' } = cloud.applicationCredentialEnv
  expect(secrets).toEqual(expect.arrayContaining([password, secret]))
  expect(secrets.every(({ length }) => length > 5)).toBe(true)
  const names = await readdir(folder)
  expect(names).toEqual(expect.arrayContaining(['data', 'archive', 'dist']))
  expect(await findSecrets(secrets)).toEqual([])
  expect(secrets.filter((planted) => logs.includes(planted))).toEqual([])
  // The search itself works: what is no secret is found.
  expect(await findSecrets([cloud.authUrl])).not.toEqual([])
  expect(logs.length).toBeGreaterThan(5000)
}, 240_000)
