import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { STATE } from '../rig/layout.ts'
import type { ApplicationCredential, ProjectKey } from './identity.ts'

/** What a server has to look like, in the terms of src/lib/model.ts. */
export interface ExpectedServer {
  id: string
  name: string
  projectId: string
  status: string
  powerState: string
  flavorId: string
  vcpus: number
  memoryMb: number
  /** The hypervisor's hostname. */
  host: string | null
  /** Names of the networks that it has an address of each family on. */
  networks: string[]
  imageId: string
  volumeIds: string[]
}

export interface ExpectedVolume {
  id: string
  name: string
  projectId: string
  status: string
  sizeGib: number
  type: string
  bootable: boolean
  serverIds: string[]
}

/** What the check of Nova against Placement has to find: this, and nothing else. */
export interface ExpectedFinding {
  kind: 'wrong-amounts' | 'stale' | 'orphan' | 'missing-allocation' | 'provider-without-host'
  host: string
  /** '' where the finding is the provider itself. */
  consumerId: string
}

/** What was seeded. It is written by the seed alone, never read back from the cloud. */
export interface Oracle {
  /** When the last change was made; ISO 8601. */
  seededAt: string
  projects: Record<ProjectKey, string>
  disabledProject: string
  deletedProject: string
  servers: ExpectedServer[]
  volumes: ExpectedVolume[]
  findings: ExpectedFinding[]
  credentials: { plain: ApplicationCredential; readOnly: ApplicationCredential }
}

const FILE = join(STATE, 'oracle.json')

/** Holds the secrets of two application credentials, so only its owner may read it. */
export function saveOracle(oracle: Oracle): void {
  writeFileSync(FILE, `${JSON.stringify(oracle, null, 2)}\n`, { mode: 0o600 })
}

export function loadOracle(): Oracle {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Oracle
}

/** What changed within two minutes is "unknown" to the check of Placement, rightly; so the newest change has to grow older. */
export async function waitUntilDecidable({ seededAt }: Oracle): Promise<void> {
  await sleep(Math.max(0, Date.parse(seededAt) + 130_000 - Date.now()))
}
