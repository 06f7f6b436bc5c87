import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'

import type { Credentials } from '../../openstack/credentials.ts'
import { type Check, skipWithoutApi } from '../check.ts'
import { type Finding, ok, problem, warning } from '../finding.ts'

export const credentialsCheck: Check = {
  name: 'credentials',
  async run(context) {
    skipWithoutApi(context)
    let credentials: Credentials
    try {
      credentials = context.readCredentials()
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return [problem(message, '', 'docs/collecting.md shows a clouds.yaml and where it is looked for.')]
    }
    const { cloud, origin, identity } = credentials
    const whose = cloud === 'envvars' ? '' : ` of cloud "${cloud}"`
    return [
      ok(`Found the ${methods[identity.method]}${whose}, for ${credentials.authUrl}`, origin),
      ...(await findOpenFile(origin)),
      ...findOpenConnection(credentials),
      ...findMissingScope(credentials),
    ]
  },
}

const methods = { password: 'password', application_credential: 'application credential', token: 'token' }

async function findOpenFile(origin: string): Promise<Finding[]> {
  if (!isAbsolute(origin)) return []
  const { mode } = await stat(origin)
  if ((mode & 0o007) === 0) return []
  return [warning('Everybody on this machine can read the credentials', origin, `chmod 600 ${origin}`)]
}

function findOpenConnection({ authUrl, tls, origin }: Credentials): Finding[] {
  const { protocol, hostname } = new URL(authUrl)
  if (protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    const remedy = 'Use the https address of Keystone as auth_url.'
    return [warning('The credential travels without encryption', authUrl, remedy)]
  }
  if (protocol === 'https:' && !tls.verify) {
    const remedy = "Set cacert to the authority's file, and verify to true."
    return [warning('Certificates are not verified', origin, remedy)]
  }
  return []
}

function findMissingScope({ scope, identity, origin }: Credentials): Finding[] {
  if (scope.kind !== 'none' || identity.method !== 'password') return []
  const remedy = 'Set project_name and project_domain_name, or system_scope: all.'
  return [warning('The login names no project, and such a token has no catalog', origin, remedy)]
}
