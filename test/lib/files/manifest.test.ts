import { expect, test } from 'vitest'
import {
  countFiles,
  parseManifest,
  serialiseManifest,
  type ThinManifest,
  type WholeManifest,
} from '../../../src/lib/files/manifest.ts'

const manifest: WholeManifest = {
  schema: 1,
  name: '2026-11-22T061100Z',
  collectedAt: '2026-11-22T06:11:00Z',
  builtAt: '2026-11-22T06:12:00Z',
  buildSeconds: 12.3,
  aetherVersion: '0.1.0',
  degraded: true,
  totals: { instances: 3, hosts: 2, projects: 1, volumes: null, flavors: 4 },
  inputs: 'abc',
  siteBytes: 3,
  dataBytes: 0,
  files: { 'site/index.html': { bytes: 3, sha256: '4b5e' } },
}

const { files: _files, ...facts } = manifest
const thin: ThinManifest = { ...facts, schema: 2, thinning: 'done', listSha256: 'abc', fileCount: 7 }

test.each([manifest, thin])('a manifest of schema $schema is read as it was written', (written) => {
  expect(parseManifest(serialiseManifest(written))).toEqual({ value: written, problems: [] })
})

test('files are counted whether the manifest lists them or not', () => {
  expect([countFiles(manifest), countFiles(thin)]).toEqual([1, 7])
})

test('what an older one did not record is unknown, and not zero', () => {
  const { schema, name, collectedAt, siteBytes, dataBytes, files } = manifest
  const older = JSON.stringify({ schema, name, collectedAt, siteBytes, dataBytes, files })
  expect(parseManifest(older).value).toEqual({
    ...manifest,
    builtAt: null,
    buildSeconds: null,
    aetherVersion: null,
    degraded: null,
    totals: null,
    inputs: null,
  })
})

test.each([
  ['', 'manifest.json: the file is empty'],
  ['{"schema": 1,', 'manifest.json, line 1: not valid JSON'],
  ['{"schema": 3}', 'manifest.json, line 1: expected schema 1 or 2, found 3'],
  ['{"schema": 2, "files": {}}', 'listSha256: expected string'],
  ['{"schema": 1}', 'name: expected string'],
  [serialiseManifest(manifest).replace('"4b5e"', '12'), 'files.site/index.html.sha256: expected string'],
])('%j is refused', (text, message) => {
  expect(() => parseManifest(text)).toThrow(message)
})
