import { join } from 'node:path'
import { execa } from 'execa'
import { ENDPOINTS, signIn } from '../seed/client.ts'
import { ENVIRONMENT, ETC, PASSWORD, REGION, urlOf } from './layout.ts'

/** The first user, role and project, made in the database because nobody can sign in yet. */
export async function bootstrapKeystone(): Promise<void> {
  const urls = ['admin', 'internal', 'public'].flatMap((kind) => [
    `--bootstrap-${kind}-url`,
    `${urlOf('keystone')}/v3/`,
  ])
  const conf = ['--config-file', join(ETC, 'keystone/keystone.conf')]
  const first = ['--bootstrap-password', PASSWORD, '--bootstrap-region-id', REGION]
  await execa('keystone-manage', [...conf, 'bootstrap', ...first, ...urls], { env: ENVIRONMENT })
}

/** The services' own users and the catalogue of endpoints, through Keystone's API. */
export async function fillCatalog(): Promise<void> {
  const { call } = await signIn()
  const create = async (kind: string, body: Record<string, unknown>) => {
    const answer = await call<Record<string, { id: string }>>('keystone', 'POST', `/${kind}s`, {
      [kind]: body,
    })
    return answer[kind]?.id ?? ''
  }
  const project = await create('project', { name: 'service', domain_id: 'default' })
  const { roles } = await call<{ roles: { id: string; name: string }[] }>('keystone', 'GET', '/roles')
  const admin = roles.find((role) => role.name === 'admin')?.id ?? ''
  const service = await create('role', { name: 'service' })
  for (const name of ['nova', 'placement', 'glance', 'cinder', 'neutron']) {
    const user = await create('user', { name, password: PASSWORD, domain_id: 'default' })
    for (const role of [admin, service]) {
      await call('keystone', 'PUT', `/projects/${project}/users/${user}/roles/${role}`)
    }
  }
  for (const [type, url] of Object.entries(ENDPOINTS)) {
    const id = await create('service', { type, name: type })
    for (const kind of ['public', 'internal', 'admin']) {
      await create('endpoint', { service_id: id, interface: kind, url, region_id: REGION })
    }
  }
}
