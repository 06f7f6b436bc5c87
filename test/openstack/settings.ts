import { CEPH_CONF, PASSWORD, REGION, urlOf, type Environment } from './rig/layout.ts'

/** Where the rig's cloud is, as OS_* settings without a user. */
export const TARGET: Environment = {
  OS_AUTH_URL: `${urlOf('keystone')}/v3`,
  OS_REGION_NAME: REGION,
  OS_IDENTITY_API_VERSION: '3',
  CEPH_CONF,
}

export function passwordSettings(username: string, project: string, password = PASSWORD): Environment {
  return {
    ...TARGET,
    OS_USERNAME: username,
    OS_PASSWORD: password,
    OS_PROJECT_NAME: project,
    OS_USER_DOMAIN_ID: 'default',
    OS_PROJECT_DOMAIN_ID: 'default',
  }
}

export function credentialSettings({ id, secret }: { id: string; secret: string }): Environment {
  return {
    ...TARGET,
    OS_AUTH_TYPE: 'v3applicationcredential',
    OS_APPLICATION_CREDENTIAL_ID: id,
    OS_APPLICATION_CREDENTIAL_SECRET: secret,
  }
}
