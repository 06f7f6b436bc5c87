import type { ChangeSubject } from './change-kinds.ts'
import type { ChangeField } from './change-record.ts'

/** Kinds that say that something came, and that it went. */
export const CAME = {
  instance: 'created',
  volume: 'created',
  host: 'added',
  flavor: 'created',
  reservation: 'set',
} as const
export const WENT = {
  instance: 'deleted',
  volume: 'deleted',
  host: 'removed',
  flavor: 'deleted',
  reservation: 'cleared',
} as const

const FLAVOR_FIELDS = [
  'name',
  'vcpus',
  'memoryMb',
  'rootGib',
  'ephemeralGib',
  'swapMb',
  'isPublic',
  'properties',
] as const

/** The fields of which a difference is of a kind. */
export const FIELDS: Record<ChangeSubject, Readonly<Record<string, readonly ChangeField[]>>> = {
  instance: {
    resized: ['flavorName', 'vcpus', 'memoryMb'],
    moved: ['host'],
    status: ['status'],
    renamed: ['name'],
    project: ['project'],
    rebuilt: ['imageId'],
  },
  volume: {
    extended: ['sizeGib'],
    status: ['status'],
    renamed: ['name'],
    project: ['project'],
    retyped: ['type'],
  },
  host: {
    state: ['state'],
    enabled: ['enabled'],
    ratio: ['cpuRatio', 'ramRatio'],
    capacity: ['vcpus', 'memoryMb'],
  },
  flavor: { changed: FLAVOR_FIELDS },
  reservation: { changed: ['vcpus', 'memoryMb', 'purpose', 'owner', 'until'] },
}

/** What says a difference better than the field that it is seen by, and may itself differ for other reasons. */
export const COMPANIONS: { readonly [Field in ChangeField]?: ChangeField } = { imageId: 'imageName' }
