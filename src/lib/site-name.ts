import type { Config, Snapshot } from './model.ts'

/**
 * What the site is called: the configured name, else what stands before the first hyphen of the first host in ratio.txt,
 * upper-cased, as the tool that Aether replaces did.
 */
export function siteName(snapshot: Snapshot, config: Config): string {
  if (config.site.name !== null) return config.site.name
  const first = snapshot.ratios?.[0]?.host ?? snapshot.hypervisors[0]?.name ?? ''
  return first.split('-')[0]?.toUpperCase() || 'OpenStack'
}
