import { z } from 'zod'

const Accent = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour such as #0969da')
const Percent = z.number().gt(0).lte(100)

/** aether.yaml: every key is optional and has its default here. No secrets: those stay in clouds.yaml and OS_* variables. */
export const Config = z.strictObject({
  site: z
    .strictObject({
      name: z
        .string()
        .min(1)
        .nullable()
        .default(null)
        .describe("Name in the header; by default from the first host's name"),
      timeZone: z
        .string()
        .refine(isTimeZone, 'an IANA time zone such as Europe/Berlin')
        .default('UTC')
        .describe('Zone in which times are shown'),
      intervalMinutes: z.int().positive().default(120).describe('Minutes between two collections'),
      accent: Accent.nullable().default(null).describe('Accent colour'),
    })
    .prefault({}),
  cloud: z.string().min(1).nullable().default(null).describe('Name of the cloud in clouds.yaml'),
  stateDir: z
    .string()
    .min(1)
    .default('.')
    .describe('Folder that holds data/, archive/, current and history/'),
  sources: z
    .strictObject({
      api: z.boolean().default(true).describe('Read the cloud over its APIs'),
      ceph: z.boolean().default(true).describe('Read storage with the ceph command'),
      ssh: z.boolean().default(false).describe('Read allocation ratios from the hosts over ssh'),
      cli: z.boolean().default(false).describe('Read the cloud through the openstack command'),
    })
    .prefault({}),
  collect: z
    .strictObject({
      concurrency: z.int().min(1).max(256).default(16).describe('Requests at once, for each service'),
      requestSeconds: z.number().positive().default(60).describe('Time limit of one request'),
      runMinutes: z.number().positive().default(30).describe('Time limit of a whole collection'),
    })
    .prefault({}),
  ceph: z
    .strictObject({
      command: z
        .array(z.string().min(1))
        .min(1)
        .default(['ceph'])
        .describe('The ceph command and what stands before it'),
      overhead: z.number().min(1).nullable().default(null).describe('Replication or erasure-code factor'),
      totalTib: z
        .number()
        .positive()
        .nullable()
        .default(null)
        .describe('Raw size in TiB for the usage calculator'),
    })
    .prefault({}),
  hosts: z
    .array(
      z.strictObject({
        match: z.string().min(1).describe('Host name, * and ? as in a shell'),
        cpuRatio: z.number().positive().optional(),
        ramRatio: z.number().positive().optional(),
        vcpus: z.int().positive().optional().describe('CPUs of hypervisors that report wrongly'),
      }),
    )
    .default([])
    .describe('Ratios and CPU counts that override what was collected'),
  tiers: z
    .record(z.string().regex(/^\d+(\.\d+)?$/, 'a cpu allocation ratio such as 4 or 1.5'), z.string().min(1))
    .default({})
    .describe('Names of tiers by cpu allocation ratio'),
  spareMarker: z
    .string()
    .min(1)
    .default('backup for maintenance')
    .describe("A host is a spare when its reservation's purpose holds this"),
  thresholds: z
    .strictObject({
      warningPercent: Percent.default(75),
      criticalPercent: Percent.default(90),
    })
    .prefault({})
    .refine(
      (thresholds) => thresholds.warningPercent < thresholds.criticalPercent,
      'such that warningPercent is below criticalPercent',
    ),
  archive: z
    .strictObject({ keepDays: z.int().positive().default(30).describe('Days that snapshots are kept') })
    .prefault({}),
})
export type Config = z.infer<typeof Config>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}
