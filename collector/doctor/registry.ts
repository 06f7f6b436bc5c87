import type { Check } from './check.ts'
import { cephCheck } from './checks/ceph.ts'
import { cliCheck } from './checks/cli.ts'
import { clockCheck } from './checks/clock.ts'
import { configurationCheck } from './checks/configuration.ts'
import { credentialsCheck } from './checks/credentials.ts'
import { dataCheck } from './checks/data.ts'
import { diskCheck } from './checks/disk.ts'
import { endpointsCheck } from './checks/endpoints.ts'
import { lockCheck } from './checks/lock.ts'
import { loginCheck } from './checks/login.ts'
import { nginxCheck } from './checks/nginx.ts'
import { nodeCheck } from './checks/node.ts'
import { rightsCheck } from './checks/rights.ts'
import { siteCheck } from './checks/site.ts'
import { sshCheck } from './checks/ssh.ts'

/** Every check, in the order in which its findings are told: causes before what follows from them. */
export const checks: readonly Check[] = [
  configurationCheck,
  nodeCheck,
  credentialsCheck,
  loginCheck,
  endpointsCheck,
  rightsCheck,
  clockCheck,
  cliCheck,
  sshCheck,
  cephCheck,
  diskCheck,
  lockCheck,
  dataCheck,
  siteCheck,
  nginxCheck,
]
