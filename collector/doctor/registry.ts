import type { Check } from './check.ts'
import { archiveCheck } from './checks/archive.ts'
import { backupCheck } from './checks/backup.ts'
import { cephCheck } from './checks/ceph.ts'
import { cliCheck } from './checks/cli.ts'
import { clockCheck } from './checks/clock.ts'
import { configurationCheck } from './checks/configuration.ts'
import { credentialsCheck } from './checks/credentials.ts'
import { dataCheck } from './checks/data.ts'
import { diskCheck } from './checks/disk.ts'
import { endpointsCheck } from './checks/endpoints.ts'
import { historyCheck } from './checks/history.ts'
import { lockCheck } from './checks/lock.ts'
import { loginCheck } from './checks/login.ts'
import { nginxCheck } from './checks/nginx.ts'
import { nodeCheck } from './checks/node.ts'
import { publishCheck } from './checks/publish.ts'
import { rightsCheck } from './checks/rights.ts'
import { scheduleCheck } from './checks/schedule.ts'
import { siteCheck } from './checks/site.ts'
import { sshCheck } from './checks/ssh.ts'
import { usersCheck } from './checks/users.ts'

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
  archiveCheck,
  lockCheck,
  dataCheck,
  historyCheck,
  siteCheck,
  scheduleCheck,
  publishCheck,
  backupCheck,
  nginxCheck,
  usersCheck,
]
