import { z } from 'zod'

const Accent = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour such as #0969da')
const Percent = z.number().gt(0).lte(100)
/** How many of something; null is all of them. */
const Kept = z.int().nonnegative().nullable()
const Words = z.array(z.string().min(1)).min(1)
/** They become words of a remote shell's line, where only a glob may mean more than itself. */
const RemotePath = z
  .string()
  .regex(/^\/[\w./*?@%+=:,-]+$/, 'an absolute path without blanks and quotes, such as /etc/nova/nova.conf')

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
  ratios: z
    .enum(['auto', 'placement', 'ssh'])
    .default('auto')
    .describe(
      'Where allocation ratios come from: Placement and, for hosts that it does not tell of, ssh (auto), or one of them first',
    ),
  ssh: z
    .strictObject({
      command: Words.default(['ssh']).describe('The ssh command and what stands before it'),
      user: z.string().min(1).nullable().default(null).describe('User on the hosts'),
      port: z.int().min(1).max(65_535).nullable().default(null).describe('Port of the hosts'),
      identityFile: z.string().min(1).nullable().default(null).describe('Private key'),
      options: z
        .array(z.string().min(1))
        .default([])
        .describe('Further words for ssh, such as -F and the path of a configuration of its own'),
      address: z
        .enum(['name', 'ip'])
        .default('name')
        .describe('Whether a host is reached by its name or by the address that Nova knows'),
      sudo: z.boolean().default(true).describe('Whether nova.conf is read as root'),
      paths: z
        .array(RemotePath)
        .min(1)
        .default(['/etc/nova/nova.conf', '/etc/nova/nova.conf.d/*.conf'])
        .describe('Files of Nova on a host; a later one is laid over an earlier one'),
      connectSeconds: z.int().positive().default(5).describe('Time limit for reaching a host'),
      hostSeconds: z.number().positive().default(20).describe('Time limit for each host'),
      concurrency: z.int().min(1).max(256).default(16).describe('Hosts at once'),
    })
    .prefault({}),
  publish: z
    .strictObject({
      to: z
        .string()
        .min(1)
        .nullable()
        .default(null)
        .describe('The state folder of the web server, as rsync names it: user@web:/var/lib/aether'),
      rsync: Words.default(['rsync']).describe('The rsync command and what stands before or after it'),
      ssh: Words.default(['ssh']).describe('The ssh command that rsync reaches the web server by'),
      seconds: z.number().positive().default(1800).describe('Time limit of one transfer'),
    })
    .prefault({}),
  backup: z
    .strictObject({
      stamp: z
        .string()
        .min(1)
        .nullable()
        .default(null)
        .describe('A file that each backup touches when it is done; "aether doctor" looks at its age'),
      atMostHours: z.number().positive().default(48).describe('The age from which a backup is too old'),
    })
    .prefault({}),
  users: z
    .strictObject({
      file: z
        .string()
        .min(1)
        .default('/etc/nginx/aether/htpasswd')
        .describe('The password file that nginx reads and "aether users" keeps'),
      cost: z
        .int()
        .min(4)
        .max(17)
        .default(8)
        .describe('Work factor of bcrypt; nginx checks each request, and a step more doubles the time'),
    })
    .prefault({}),
  nginx: z
    .strictObject({
      configFile: z
        .string()
        .min(1)
        .nullable()
        .default(null)
        .describe('nginx.conf that "aether doctor" tests with nginx -t'),
    })
    .prefault({}),
  ceph: z
    .strictObject({
      command: Words.nullable()
        .default(null)
        .describe('The ceph command and what stands before it; by default ceph, where this machine has one'),
      clusters: z
        .array(
          z.strictObject({
            name: z.string().min(1).describe('As the site calls it'),
            command: Words.describe('The ceph command of this cluster and what stands before it'),
          }),
        )
        .refine(
          (clusters) => new Set(clusters.map(({ name }) => name)).size === clusters.length,
          'a list of clusters with different names',
        )
        .default([])
        .describe('Several clusters, the first of which fills cephdf.txt; instead of command'),
      overhead: z.number().min(1).nullable().default(null).describe('Replication or erasure-code factor'),
      totalTib: z
        .number()
        .positive()
        .nullable()
        .default(null)
        .describe('Raw size in TiB for the usage calculator'),
    })
    .prefault({}),
  cli: z
    .strictObject({
      command: Words.default(['openstack']).describe('The openstack command and what stands before it'),
      concurrency: z.int().min(1).max(64).default(4).describe('Processes at once'),
      commandSeconds: z.number().positive().default(120).describe('Time limit of one process'),
      showAtMost: z
        .int()
        .nonnegative()
        .default(1000)
        .describe('Up to so many servers, volumes and the like are each asked for what only "show" tells'),
    })
    .prefault({}),
  hosts: z
    .array(
      z.strictObject({
        match: z.string().min(1).describe('Host name, * and ? as in a shell'),
        cpuRatio: z.number().positive().optional().describe('CPU allocation ratio of these hosts'),
        ramRatio: z.number().positive().optional().describe('RAM allocation ratio of these hosts'),
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
      warningPercent: Percent.default(75).describe('Use of storage, in percent, from which it is a warning'),
      criticalPercent: Percent.default(90).describe('Use of storage, in percent, above which it is critical'),
    })
    .prefault({})
    .refine(
      (thresholds) => thresholds.warningPercent < thresholds.criticalPercent,
      'such that warningPercent is below criticalPercent',
    ),
  archive: z
    .strictObject({
      keepAllDays: Kept.default(14).describe('Of so many last days every snapshot is kept'),
      keepDaily: Kept.default(90).describe('Of so many last days the newest snapshot is kept'),
      keepWeekly: Kept.default(52).describe('Of so many last weeks the newest snapshot is kept'),
      keepMonthly: Kept.default(null).describe('Of so many last months the newest snapshot is kept'),
    })
    .prefault({})
    .describe('Which snapshots are kept; days without one do not count, null is for ever'),
})
export type Config = z.infer<typeof Config>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}
