/** The storage half of the simulated cloud. Times are milliseconds since the epoch, sizes are GiB. */
import type { Image, Server } from './entities.ts'

export interface VolumeType {
  id: string
  name: string
  isPublic: boolean
  description: string | null
  specs: Record<string, string>
  pool: VolumePool
  created: number
}

export interface VolumePool {
  name: string
  backend: string
  serviceUuid: string
  deviceClass: 'ssd' | 'hdd'
  /** A back end that cannot tell its size says "infinite" or "unknown". */
  sizeless: 'infinite' | 'unknown' | null
}

export interface Attachment {
  id: string
  server: Server
  device: string
  attached: number
}

export interface Volume {
  id: string
  name: string | null
  status: string
  sizeGib: number
  projectId: string
  userId: string
  type: VolumeType | null
  pool: VolumePool
  created: number
  updated: number
  attachments: Attachment[]
  multiattach: boolean
  /** How many snapshots it has. */
  snapshots: number
  encrypted: boolean
  image: Image | null
  snapshotId: string | null
  sourceVolumeId: string | null
  description: string | null
  metadata: Record<string, string>
}

export interface Snapshot {
  id: string
  name: string | null
  status: string
  sizeGib: number
  volumeId: string
  projectId: string
  userId: string
  created: number
}

/** Raw sizes of the two device classes in bytes; the operators add disks when a class is nearly full. */
export interface CephCluster {
  totalBytes: { ssd: number; hdd: number }
  /** How much of a volume's size is written, on average. */
  fill: number
}
