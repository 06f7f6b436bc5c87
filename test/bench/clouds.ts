import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fillFromDemoCloud } from '../support/demo-data.ts'

/** A cloud of the size that docs/benchmarks.md speaks of: so many instances, and what belongs to them. */
export interface CloudSize {
  servers: number
  hosts: number
  volumes: number
  projects: number
}

export const sizes: CloudSize[] = [
  { servers: 1_000, hosts: 40, volumes: 800, projects: 30 },
  { servers: 10_000, hosts: 300, volumes: 8_000, projects: 200 },
  { servers: 100_000, hosts: 2_000, volumes: 80_000, projects: 500 },
]

/** Between the last two, for the curve of what a build costs. */
export const sizesBetween: CloudSize[] = [
  { servers: 25_000, hosts: 600, volumes: 20_000, projects: 275 },
  { servers: 50_000, hosts: 1_100, volumes: 40_000, projects: 350 },
]

/** A data folder of that size, collected from the simulated cloud where it is not there yet. */
export async function makeData(work: string, size: CloudSize): Promise<string> {
  const folder = join(work, `data-${size.servers}`)
  if (await stat(join(folder, 'meta.json')).catch(() => null)) return folder
  await mkdir(folder, { recursive: true })
  await fillFromDemoCloud(size)(folder)
  return folder
}
