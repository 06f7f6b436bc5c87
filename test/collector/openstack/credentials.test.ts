import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { buildAuthBody } from '../../../collector/openstack/auth.ts'
import type { Surroundings } from '../../../collector/openstack/clouds-file.ts'
import { readCredentials } from '../../../collector/openstack/credentials.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const clouds = `
clouds:
  production:
    auth: { auth_url: "https://keystone.example:5000", username: reader, project_name: ops,
            user_domain_name: corp, project_domain_id: default }
    region_name: north
    interface: internal
    verify: false
    cacert: ca.pem
    identity_api_version: 3
    compute_endpoint_override: https://nova.example/v2.1
    block_storage_endpoint_override: https://cinder.example/v3
  app:
    auth_type: v3applicationcredential
    auth: { auth_url: "https://keystone.example:5000/v3/", application_credential_id: abc, application_credential_secret: s3cr3t }
  whole:
    auth: { auth_url: "https://keystone.example/identity/v2.0", username: root, password: p, system_scope: all }
  sso:
    auth_type: v3oidcpassword
    auth: { auth_url: "https://keystone.example" }
  old:
    auth: { auth_url: "https://keystone.example", username: a, password: b }
    identity_api_version: "2.0"
`
const secure = 'clouds: { production: { auth: { password: from-secure } } }\n'

const base = await makeTemporaryFolder('clouds')

function surround(files: Record<string, string>, env: Record<string, string> = {}): Surroundings {
  const root = mkdtempSync(join(base, 'case-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  mkdirSync(join(root, 'work'), { recursive: true })
  const inRoot = (value: string) => value.replace('ROOT', root)
  return {
    cwd: join(root, 'work'),
    home: join(root, 'home'),
    system: join(root, 'etc'),
    env: Object.fromEntries(Object.entries(env).map(([key, value]) => [key, inRoot(value)])),
  }
}

test('lays secure.yaml over clouds.yaml, and understands every key', () => {
  const place = surround({ 'work/clouds.yaml': clouds, 'home/.config/openstack/secure.yaml': secure })
  const credentials = readCredentials('production', place)
  expect(credentials).toMatchObject({
    cloud: 'production',
    authUrl: 'https://keystone.example:5000/v3',
    region: 'north',
    interface: 'internal',
    tls: { verify: false, cacert: join(place.cwd, 'ca.pem') },
    endpointOverrides: { compute: 'https://nova.example/v2.1', 'block-storage': 'https://cinder.example/v3' },
  })
  expect(buildAuthBody(credentials)).toEqual({
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: 'reader', domain: { name: 'corp' }, password: 'from-secure' } },
      },
      scope: { project: { name: 'ops', domain: { id: 'default' } } },
    },
  })
})

test('an application credential carries its own scope', () => {
  const place = surround({ 'work/clouds.yaml': clouds }, { OS_CLOUD: 'app' })
  const credentials = readCredentials(null, place)
  expect(credentials.authUrl).toBe('https://keystone.example:5000/v3')
  expect(buildAuthBody(credentials)).toEqual({
    auth: {
      identity: {
        methods: ['application_credential'],
        application_credential: { id: 'abc', secret: 's3cr3t' },
      },
    },
  })
})

test('system_scope asks for the whole system, and version 2 of an address becomes 3', () => {
  const credentials = readCredentials('whole', surround({ 'work/clouds.yaml': clouds }))
  expect(credentials.authUrl).toBe('https://keystone.example/identity/v3')
  expect(buildAuthBody(credentials)).toMatchObject({ auth: { scope: { system: { all: true } } } })
})

test('the first file wins, and OS_CLIENT_CONFIG_FILE before all', () => {
  const one = (user: string) =>
    `clouds: { a: { auth: { auth_url: "http://k", username: ${user}, password: p } } }`
  const files = {
    'work/clouds.yaml': one('here'),
    'home/.config/openstack/clouds.yaml': one('home'),
    'elsewhere.yaml': one('named'),
  }
  const userOf = (place: Surroundings) => {
    const { identity } = readCredentials('a', place)
    return identity.method === 'password' ? identity.user.name : null
  }
  expect(userOf(surround(files))).toBe('here')
  expect(userOf(surround(files, { OS_CLIENT_CONFIG_FILE: 'ROOT/elsewhere.yaml' }))).toBe('named')
  expect(userOf(surround({ 'home/.config/openstack/clouds.yaml': one('home') }))).toBe('home')
})

test('OS_ variables of an openrc, with the domain that an old one leaves out', () => {
  const env = {
    OS_AUTH_URL: 'http://k:5000/v3',
    OS_USERNAME: 'admin',
    OS_PASSWORD: 'secret',
    OS_TENANT_NAME: 'admin',
    OS_REGION_NAME: 'east',
    OS_ENDPOINT_TYPE: 'internalURL',
    OS_INSECURE: 'true',
  }
  const credentials = readCredentials(null, surround({ 'work/clouds.yaml': clouds }, env))
  expect(credentials).toMatchObject({
    cloud: 'envvars',
    region: 'east',
    interface: 'internal',
    tls: { verify: false },
  })
  expect(buildAuthBody(credentials)).toMatchObject({
    auth: { scope: { project: { name: 'admin', domain: { id: 'default' } } } },
  })
})

test('a token in the environment is used as it is', () => {
  const env = { OS_AUTH_URL: 'http://k', OS_TOKEN: 'abc', OS_PROJECT_ID: 'p1' }
  expect(buildAuthBody(readCredentials(null, surround({}, env)))).toEqual({
    auth: { identity: { methods: ['token'], token: { id: 'abc' } }, scope: { project: { id: 'p1' } } },
  })
})

test.each([
  [
    'prodution',
    /no cloud "prodution" in .*clouds\.yaml; it has production, app, whole, sso, old\. Did you mean "production"\?/,
  ],
  [null, /Which cloud of .*clouds\.yaml\? Name one with --cloud/],
  ['sso', /auth_type is v3oidcpassword in .*; Aether knows password, v3applicationcredential and token/],
  ['old', /identity_api_version is 2\.0/],
  ['production', /^password is missing in cloud "production" of .*clouds\.yaml/],
])('names what is wrong with the choice of %s', (name, message) => {
  expect(() => readCredentials(name, surround({ 'work/clouds.yaml': clouds }))).toThrow(message)
})

test('says where it looked when there are no credentials at all', () => {
  const place = surround({})
  expect(() => readCredentials(null, place)).toThrow(
    `No credentials: OS_AUTH_URL is not set, and there is no file at ${place.cwd}/clouds.yaml, ${place.home}/.config/openstack/clouds.yaml, ${place.system}/clouds.yaml.`,
  )
})

test('a file that is no YAML is named with its line, without quoting it', () => {
  const place = surround({ 'work/clouds.yaml': 'clouds:\n  a:\n    auth: { password: "hidden-word\n' })
  const error = (() => {
    try {
      return readCredentials('a', place)
    } catch (reason) {
      return reason as Error
    }
  })()
  expect(String(error)).toMatch(/clouds\.yaml, line \d+: not valid YAML/)
  expect(String(error)).not.toContain('hidden-word')
})

test('an address that is none is refused where the credentials are read, and is not quoted', () => {
  const account = { OS_USERNAME: 'a', OS_PASSWORD: 'b' }
  for (const address of [
    'hello',
    'not a url',
    'keystone.example:5000/v3',
    'ftp://keystone.example',
    'https://',
  ]) {
    expect(() => readCredentials(null, surround({}, { ...account, OS_AUTH_URL: address }))).toThrow(
      'OS_AUTH_URL in the OS_* variables is not an address; give one like https://cloud.example:5000/v3.',
    )
  }
  const text = clouds.replace('https://nova.example/v2.1', 'nova')
  const place = surround({ 'work/clouds.yaml': text, 'home/.config/openstack/secure.yaml': secure })
  expect(() => readCredentials('production', place)).toThrow(
    /^compute_endpoint_override in cloud "production" of .*clouds\.yaml is not an address/,
  )
})
