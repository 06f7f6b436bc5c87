import { expect, test } from 'vitest'
import { type Manifest, parseManifest, serialiseManifest } from '../../../src/lib/files/manifest.ts'

const manifest: Manifest = {
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

test('a manifest is read as it was written', () => {
  expect(parseManifest(serialiseManifest(manifest))).toEqual({ value: manifest, problems: [] })
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
  ['{"schema": 2}', 'manifest.json, line 1: expected schema 1, found 2'],
  ['{"schema": 1}', 'name: expected string'],
  [serialiseManifest(manifest).replace('"4b5e"', '12'), 'files.site/index.html.sha256: expected string'],
])('%j is refused', (text, message) => {
  expect(() => parseManifest(text)).toThrow(message)
})
