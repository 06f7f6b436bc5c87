/**
 * A link to a path below the site's root, e.g. `hosts/cmp01/`. For .astro components only: the base is a placeholder that the build
 * replaces by the relative way to the root, file by file, so that the site works under any prefix.
 */
export function href(path: string): string {
  return import.meta.env.BASE_URL + path
}

/** What every page is reached by, in the order of the navigation. */
export const NAVIGATION = [
  { key: 'overview', title: 'Overview', path: '' },
  { key: 'instances', title: 'Instances', path: 'instances/' },
  { key: 'volumes', title: 'Volumes', path: 'volumes/' },
  { key: 'flavors', title: 'Flavors', path: 'flavors/' },
  { key: 'allocation', title: 'Allocation', path: 'allocation/' },
  { key: 'hosts', title: 'Hosts', path: 'hosts/' },
  { key: 'projects', title: 'Projects', path: 'projects/' },
  { key: 'migration', title: 'Migration', path: 'migration/' },
  { key: 'find', title: 'Find compute', path: 'find/' },
  { key: 'changes', title: 'Changes', path: 'changes/' },
  { key: 'trends', title: 'Trends', path: 'trends/' },
  // Not at archive/, below which the server keeps the snapshots themselves.
  { key: 'archive', title: 'Archive', path: 'snapshots/' },
  { key: 'about', title: 'About', path: 'about/' },
] as const

export type NavigationKey = (typeof NAVIGATION)[number]['key']
