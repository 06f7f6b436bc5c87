import { expect, test } from 'vitest'
import { instanceResources } from '../../src/lib/flavor-resources.ts'
import { anInstance } from '../support/samples.ts'

const base = { vcpus: 8, memoryMb: 16_384, rootGib: 40, ephemeralGib: 10, swapMb: 1500 }

function resources(fields: Parameters<typeof anInstance>[0] = {}, hasPcpu = true) {
  return instanceResources(anInstance({ ...base, ...fields }), hasPcpu)
}

test('disk is root, ephemeral and whole GiB of swap', () => {
  expect(resources()).toEqual({ VCPU: 8, MEMORY_MB: 16_384, DISK_GB: 40 + 10 + 2 })
})

test('a server that boots from a volume has no root disk, and none at all is left out', () => {
  expect(resources({ imageId: '' })).toMatchObject({ DISK_GB: 12 })
  expect(resources({ imageId: '', ephemeralGib: 0, swapMb: 0 })).toEqual({ VCPU: 8, MEMORY_MB: 16_384 })
})

test.each([
  [{ 'hw:cpu_policy': 'dedicated' }, { PCPU: 8 }],
  [{ 'hw:cpu_policy': 'dedicated', 'hw:emulator_threads_policy': 'isolate' }, { PCPU: 9 }],
  [
    { 'hw:cpu_policy': 'mixed', 'hw:cpu_dedicated_mask': '0-3,6,^2' },
    { VCPU: 4, PCPU: 4 },
  ],
  [
    { 'hw:cpu_policy': 'mixed', 'hw:cpu_dedicated_mask': '^0-1' },
    { VCPU: 2, PCPU: 6 },
  ],
  [{ 'hw:cpu_policy': 'shared' }, { VCPU: 8 }],
])('%o asks for %o', (flavorSpecs, cpus) => {
  expect(resources({ flavorSpecs })).toEqual({ MEMORY_MB: 16_384, DISK_GB: 52, ...cpus })
})

test('on a host without dedicated CPUs Nova falls back to shared ones', () => {
  expect(resources({ flavorSpecs: { 'hw:cpu_policy': 'dedicated' } }, false)).toMatchObject({ VCPU: 8 })
})

test('resources: overrides a class, and 0 strips it', () => {
  const flavorSpecs = {
    'resources:VCPU': '0',
    'resources:MEMORY_MB': '0',
    'resources:CUSTOM_GOLD': '1',
    'resources1:VGPU': '2',
  }
  expect(resources({ flavorSpecs })).toEqual({ DISK_GB: 52, CUSTOM_GOLD: 1, VGPU: 2 })
})

test('an unknown size asks for nothing that could be compared', () => {
  expect(resources({ vcpus: null })).toBeNull()
  expect(resources({ swapMb: null })).toEqual({ VCPU: 8, MEMORY_MB: 16_384 })
})
