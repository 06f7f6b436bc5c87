import type { Flavor } from './entities.ts'
import type { Project } from './owners.ts'
import type { Random } from '../random.ts'

interface Shape extends Partial<Omit<Flavor, 'number' | 'projectIds'>> {
  name: string
  vcpus: number
  memoryGib: number
}

const usual: Shape[] = [
  { name: 't1.nano', vcpus: 1, memoryGib: 0.5, rootGib: 5, weight: 6 },
  { name: 's1.small', vcpus: 1, memoryGib: 2, rootGib: 20, weight: 22, description: 'small' },
  { name: 's1.medium', vcpus: 2, memoryGib: 4, rootGib: 40, weight: 26 },
  { name: 's1.large', vcpus: 4, memoryGib: 8, rootGib: 80, weight: 18, specs: { 'hw_rng:allowed': 'True' } },
  { name: 's1.xlarge', vcpus: 8, memoryGib: 16, rootGib: 160, weight: 8 },
  { name: 's1.2xlarge', vcpus: 16, memoryGib: 32, rootGib: 160, weight: 2 },
  {
    name: 'm1.xlarge',
    vcpus: 8,
    memoryGib: 64,
    rootGib: 80,
    weight: 3,
    specs: { 'quota:disk_total_iops_sec': '2000' },
  },
  {
    name: 'b1.medium',
    vcpus: 2,
    memoryGib: 4,
    rootGib: 0,
    weight: 9,
    fromVolume: true,
    description: 'boot from volume',
  },
  { name: 'b1.large', vcpus: 4, memoryGib: 16, rootGib: 40, weight: 5, fromVolume: true },
  { name: 'e1.scratch', vcpus: 4, memoryGib: 8, rootGib: 20, ephemeralGib: 100, swapMb: 4097, weight: 3 },
  {
    name: 'd1.large',
    vcpus: 4,
    memoryGib: 16,
    rootGib: 40,
    weight: 3,
    specs: { 'hw:cpu_policy': 'dedicated', 'hw:mem_page_size': 'large' },
    description: 'dedicated CPUs',
  },
  {
    name: 'd1.xlarge',
    vcpus: 8,
    memoryGib: 32,
    rootGib: 80,
    weight: 1,
    specs: { 'hw:cpu_policy': 'dedicated', 'hw:numa_nodes': '1' },
  },
  { name: 'g1.vgpu', vcpus: 8, memoryGib: 32, rootGib: 100, weight: 1, specs: { 'resources:VGPU': '1' } },
  {
    name: 'p1.private',
    vcpus: 2,
    memoryGib: 8,
    rootGib: 20,
    weight: 2,
    isPublic: false,
    description: 'private',
  },
  { name: 'u1.unused', vcpus: 3, memoryGib: 3, rootGib: 3, weight: 0, description: 'nothing runs on it' },
  { name: 'o1.old', vcpus: 2, memoryGib: 2, rootGib: 10, weight: 0, disabled: true },
  {
    name: 'x9.never-fits',
    vcpus: 4096,
    memoryGib: 4096,
    rootGib: 10,
    weight: 0,
    description: 'no host is this big',
  },
]

const hostile: Shape[] = [
  {
    name: 'weird|pipe|flavor',
    vcpus: 2,
    memoryGib: 4,
    rootGib: 10,
    weight: 2,
    specs: { 'note:what': 'a=b, c="d"|e', 'note:script': '<script>alert(1)</script>' },
    description: 'a | b',
  },
  { name: 'c5, compute "8x16"', vcpus: 8, memoryGib: 16, rootGib: 40, weight: 2 },
]

/** The flavors of the cloud; `count` beyond the usual ones adds sizes in between. */
export function makeFlavors(
  random: Random,
  projects: Project[],
  hostileNames: boolean,
  count: number,
): Flavor[] {
  const shapes = [...usual, ...(hostileNames ? hostile : [])]
  for (let extra = shapes.length; extra < count; extra++) {
    const vcpus = random.pick([1, 2, 4, 6, 8, 12, 16])
    const memoryGib = vcpus * random.pick([1, 2, 4, 8])
    shapes.push({
      name: `n${extra}.${vcpus}x${memoryGib}`,
      vcpus,
      memoryGib,
      rootGib: random.int(1, 16) * 10,
      weight: 0.5,
    })
  }
  return shapes.map((shape, index) => makeFlavor(shape, index + 1, random, projects))
}

function makeFlavor(shape: Shape, number: number, random: Random, projects: Project[]): Flavor {
  const { memoryGib, ...rest } = shape
  const isPublic = shape.isPublic ?? true
  return {
    // Old clouds number them, newer ones use UUIDs.
    id: number <= 6 ? String(number) : random.uuid(),
    number,
    memoryMb: memoryGib * 1024,
    rootGib: 0,
    ephemeralGib: 0,
    swapMb: 0,
    isPublic,
    disabled: false,
    description: null,
    specs: {},
    projectIds: isPublic ? [] : projects.slice(0, 2).map((project) => project.id),
    weight: 1,
    fromVolume: false,
    ...rest,
  }
}

/** A flavor that was deleted: servers keep its figures, and no list has it any more. */
export function makeDeletedFlavor(): Flavor {
  return {
    id: 'deleted',
    number: 9999,
    name: 'm0.retired',
    vcpus: 2,
    memoryMb: 3072,
    rootGib: 15,
    ephemeralGib: 0,
    swapMb: 0,
    isPublic: true,
    disabled: false,
    description: null,
    specs: {},
    projectIds: [],
    weight: 0.5,
    fromVolume: false,
  }
}
