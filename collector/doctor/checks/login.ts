import { type Check, SkipCheck, skipWithoutApi } from '../check.ts'
import { ok, problem, warning } from '../finding.ts'

export const loginCheck: Check = {
  name: 'login',
  async run(context) {
    skipWithoutApi(context)
    try {
      context.readCredentials()
    } catch (error) {
      throw new SkipCheck('There are no credentials to log in with.', { cause: error })
    }
    try {
      const { credentials, roles, expiresAt } = await context.openCloud()
      const until = expiresAt === null ? '' : `; the token lasts until ${expiresAt}`
      const held = roles.length > 0 ? `with the roles ${roles.join(', ')}` : 'without any role'
      const found = ok(`Keystone lets in ${held}${until}`, credentials.authUrl)
      if (credentials.identity.method !== 'token') return [found]
      const remedy = 'Use an application credential, with which Aether logs in again.'
      return [found, warning('A bare token cannot be renewed', credentials.origin, remedy)]
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return [
        problem(
          message,
          context.readCredentials().origin,
          'Try "openstack token issue" with the same settings.',
        ),
      ]
    }
  },
}
