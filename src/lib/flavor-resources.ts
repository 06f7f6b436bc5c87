import type { Instance } from './model.ts'

/** Classes that Nova itself allocates for an instance. */
export const NOVA_CLASSES = ['VCPU', 'PCPU', 'MEMORY_MB', 'DISK_GB', 'VGPU'] as const

/** What an instance and a flavor say of their size. */
export type Sized = Pick<
  Instance,
  'vcpus' | 'memoryMb' | 'rootGib' | 'ephemeralGib' | 'swapMb' | 'imageId' | 'flavorSpecs'
>

const RESOURCE_SPEC = /^resources[^:]*:(.+)$/

/**
 * What Nova asks of Placement for an instance, by resource class: nova/scheduler/utils.py, `ResourceRequest`. Classes of
 * zero are left out; null where the instance's size is not known. `hasPcpu`: whether the host offers dedicated CPUs, as Nova
 * falls back to VCPU where it does not.
 */
export function instanceResources(instance: Sized, hasPcpu: boolean): Record<string, number> | null {
  const { vcpus, memoryMb } = instance
  if (vcpus === null || memoryMb === null) return null
  const specs = instance.flavorSpecs ?? {}
  const amounts: Record<string, number> = { ...cpuAmounts(vcpus, specs, hasPcpu), MEMORY_MB: memoryMb }
  const disk = diskGib(instance)
  if (disk !== null) amounts['DISK_GB'] = disk
  for (const [spec, value] of Object.entries(specs)) {
    const resourceClass = RESOURCE_SPEC.exec(spec)?.[1]
    if (resourceClass !== undefined && Number.isFinite(Number(value))) amounts[resourceClass] = Number(value)
  }
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount > 0))
}

function cpuAmounts(vcpus: number, specs: Record<string, string>, hasPcpu: boolean): Record<string, number> {
  if (!hasPcpu) return { VCPU: vcpus }
  const policy = specs['hw:cpu_policy']
  const isolated = specs['hw:emulator_threads_policy'] === 'isolate' ? 1 : 0
  if (policy === 'dedicated') return { PCPU: vcpus + isolated }
  if (policy !== 'mixed') return { VCPU: vcpus }
  const pinned = countCpus(specs['hw:cpu_dedicated_mask'] ?? '', vcpus)
  return { VCPU: vcpus - pinned, PCPU: pinned + isolated }
}

/** CPUs in a mask such as `0-3,^2,6`, of `vcpus` CPUs. */
function countCpus(mask: string, vcpus: number): number {
  const chosen = new Set<number>()
  const parts = mask.split(',').map((part) => part.trim())
  // A mask of exclusions alone starts from every CPU.
  if (parts.every((part) => part.startsWith('^'))) for (let cpu = 0; cpu < vcpus; cpu += 1) chosen.add(cpu)
  for (const part of parts) {
    const [, not, first, last] = /^(\^?)(\d+)(?:-(\d+))?$/.exec(part) ?? []
    if (first === undefined) continue
    for (let cpu = Number(first); cpu <= Number(last ?? first); cpu += 1) {
      if (not) chosen.delete(cpu)
      else chosen.add(cpu)
    }
  }
  return chosen.size
}

/** Null where a part of it is not known. An instance without an image was booted from a volume: no root disk. */
function diskGib({ rootGib, ephemeralGib, swapMb, imageId }: Sized): number | null {
  if (ephemeralGib === null || swapMb === null) return null
  const rest = ephemeralGib + Math.ceil(swapMb / 1024)
  if (imageId === '') return rest
  return rootGib === null ? null : rest + rootGib
}
