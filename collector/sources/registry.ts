import { apiSource } from './api.ts'
import { cephSource } from './ceph.ts'
import { cliSource } from './cli.ts'
import { sshSource } from './ssh.ts'
import type { Source } from './source.ts'

/** Every way in. Where two of them know a subject, the first that is switched on reads it. */
export const sources: readonly Source[] = [apiSource, cliSource, sshSource, cephSource]
