import type { Instance, Snapshot } from '../../src/lib/model.ts'
import type { InstanceRows } from '../../src/lib/planning/planning-cloud.ts'
import { anInstance } from './samples.ts'

/** The rows of instances as the browser would read them from the same snapshot. */
export function rowsOf({ instances }: Snapshot): InstanceRows {
  const field =
    <Key extends keyof Instance>(key: Key) =>
    (row: number): Instance[Key] =>
      (instances[row] ?? anInstance())[key]
  return {
    count: instances.length,
    id: field('id'),
    name: field('name'),
    project: field('project'),
    projectId: field('projectId'),
    status: field('status'),
    host: field('host'),
    vcpus: field('vcpus'),
    memoryMb: field('memoryMb'),
  }
}
