import type { ChangeSubject } from './change-kinds.ts'

export type ChangeValue = string | number | boolean | null

/** The fields that are compared, by the model's names. */
export type ChangeField =
  | 'name'
  | 'project'
  | 'projectId'
  | 'host'
  | 'status'
  | 'flavorName'
  | 'vcpus'
  | 'memoryMb'
  | 'imageId'
  | 'imageName'
  | 'sizeGib'
  | 'type'
  | 'state'
  | 'enabled'
  | 'cpuRatio'
  | 'ramRatio'
  | 'rootGib'
  | 'ephemeralGib'
  | 'swapMb'
  | 'isPublic'
  | 'properties'
  | 'purpose'
  | 'owner'
  | 'until'

/**
 * The least of an instance, volume, host, flavor or reservation that tells what became of it: a snapshot and the tables of a
 * site can both give it. A field that is not there is not known, and is not compared; null is "none", as the host of an
 * instance that is on no host.
 */
export interface ChangeRecord {
  /** The host's name, for hosts and reservations. */
  id: string
  values: { [Field in ChangeField]?: ChangeValue | undefined }
  /** Ids of the instances that a volume is attached to. */
  servers?: readonly string[] | undefined
}

/** All of a subject at one time. */
export interface ComparedSubject {
  records: readonly ChangeRecord[]
  /** False where some may be missing: what is not there is then not taken for gone. */
  whole: boolean
}

/** A subject that is not there could not be read, and is not compared. */
export type Comparable = { readonly [Subject in ChangeSubject]?: ComparedSubject | undefined }
