import { z } from 'zod'
import type { Hypervisor } from '../model.ts'
import { parseRowsFile, serialiseDocument } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const FILE = 'hypervisors.json'

/** What allocation.txt has no room for; joined with it by name. */
export const HypervisorDetails = z.object({
  name: z.string(),
  uuid: z.string().nullable(),
  serviceHost: z.string().nullable(),
  enabled: z.boolean().nullable(),
  disabledReason: z.string().nullable(),
  version: z.string().nullable(),
  localGib: z.number().nullable(),
  localGibUsed: z.number().nullable(),
  runningInstances: z.number().nullable(),
  cpuModel: z.string().nullable(),
  uptime: z.string().nullable(),
})
export type HypervisorDetails = z.infer<typeof HypervisorDetails>

/** Throws DataFileError where the file is not ours. */
export function parseHypervisors(text: string): Parsed<HypervisorDetails[]> {
  return parseRowsFile(text, FILE, 'hypervisors', HypervisorDetails)
}

/** Takes whole hypervisors too, and writes the fields of this file. */
export function serialiseHypervisors(hypervisors: HypervisorDetails[]): string {
  return serialiseDocument({
    hypervisors: hypervisors.map((hypervisor) => HypervisorDetails.parse(hypervisor)),
  })
}

/** Adds the details to the hypervisors of allocation.txt, by name and never by line. */
export function joinHypervisors(hypervisors: Hypervisor[], details: HypervisorDetails[]): Hypervisor[] {
  const byName = new Map(details.map((detail) => [detail.name, detail]))
  return hypervisors.map((hypervisor) => ({ ...hypervisor, ...byName.get(hypervisor.name) }))
}
