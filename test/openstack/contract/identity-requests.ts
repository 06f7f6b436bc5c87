import { type ContractRequest, nowhere, plain } from './request.ts'

function logIn(description: string, auth: unknown): ContractRequest {
  const body = typeof auth === 'string' ? auth : JSON.stringify(auth)
  const headers = { 'Content-Type': 'application/json' }
  return {
    description: `log in: ${description}`,
    service: 'identity',
    method: 'POST',
    path: '/v3/auth/tokens',
    headers,
    as: 'nobody',
    body,
  }
}

function password(name: string, secret: string, scope?: unknown) {
  const user = { name, domain: { id: 'default' }, password: secret }
  const identity = { methods: ['password'], password: { user } }
  return { auth: scope === undefined ? { identity } : { identity, scope } }
}

const ownProject = { project: { name: '{adminProjectName}', domain: { id: 'default' } } }

const logIns: ContractRequest[] = [
  logIn('with a project', password('{adminName}', '{adminPassword}', ownProject)),
  logIn('without a scope', password('{adminName}', '{adminPassword}')),
  logIn('explicitly unscoped', password('{adminName}', '{adminPassword}', 'unscoped')),
  logIn('to the system', password('{adminName}', '{adminPassword}', { system: { all: true } })),
  logIn('with a wrong password', password('{adminName}', 'wrong', ownProject)),
  logIn('as somebody unknown', password('nobody-of-that-name', 'wrong', ownProject)),
  logIn('to an unknown project', password('{adminName}', '{adminPassword}', { project: { id: nowhere } })),
  logIn(
    'to a project without a role',
    password('{memberName}', '{memberPassword}', { project: { id: '{otherProject}' } }),
  ),
  logIn('with a user name that lacks its domain', {
    auth: { identity: { methods: ['password'], password: { user: { name: '{adminName}', password: 'x' } } } },
  }),
  logIn('with a token', {
    auth: { identity: { methods: ['token'], token: { id: '{adminToken}' } }, scope: ownProject },
  }),
  logIn('with a forged token', { auth: { identity: { methods: ['token'], token: { id: 'forged' } } } }),
  logIn('with an unknown application credential', {
    auth: {
      identity: { methods: ['application_credential'], application_credential: { id: nowhere, secret: 'x' } },
    },
  }),
  logIn('with an unknown method', { auth: { identity: { methods: ['stars'] } } }),
  logIn('without auth', {}),
  logIn('without identity', { auth: {} }),
  logIn('with something that is not JSON', 'not json'),
]

export const identityRequests: ContractRequest[] = [
  ...logIns,
  ...plain('identity', ['/', '/v3', '/v3/'], 'nobody'),
  ...plain('identity', [
    '/v3/projects',
    '/v3/projects?domain_id=default',
    '/v3/projects/{adminProject}',
    `/v3/projects/${nowhere}`,
    '/v3/domains',
    '/v3/domains/default',
    '/v3/domains/nowhere',
    '/v3/users',
    '/v3/users/nobody',
    '/v3/roles',
    '/v3/regions',
    '/v3/services',
    '/v3/auth/catalog',
    '/v3/auth/projects',
    '/v3/auth/tokens',
    '/v3/nothing',
  ]),
  ...plain('identity', ['/v3/auth/tokens'], 'admin', { 'X-Subject-Token': '{adminToken}' }),
  ...plain('identity', ['/v3/auth/tokens'], 'admin', { 'X-Subject-Token': 'forged' }),
  ...plain(
    'identity',
    ['/v3/projects', '/v3/domains', '/v3/users', '/v3/projects/{memberProject}'],
    'member',
  ),
  ...plain('identity', ['/v3/projects'], 'nobody'),
  ...plain('identity', ['/v3/projects'], 'forged'),
]
