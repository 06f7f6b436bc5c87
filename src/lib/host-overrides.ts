import type { Config } from './model.ts'

/** What the configuration says about a host against what was collected. */
export interface HostOverride {
  cpuRatio?: number | undefined
  ramRatio?: number | undefined
  vcpus?: number | undefined
}

/** Every entry whose pattern matches, merged; a later entry wins over an earlier one. */
export function overrideOf(host: string, entries: Config['hosts']): HostOverride {
  const override: HostOverride = {}
  for (const entry of entries) {
    if (!matchesGlob(host, entry.match)) continue
    if (entry.cpuRatio !== undefined) override.cpuRatio = entry.cpuRatio
    if (entry.ramRatio !== undefined) override.ramRatio = entry.ramRatio
    if (entry.vcpus !== undefined) override.vcpus = entry.vcpus
  }
  return override
}

/** `*` stands for any characters, `?` for one. */
export function matchesGlob(text: string, glob: string): boolean {
  const pattern = glob.replaceAll(/[\\^$.*+?()[\]{}|]/g, (character) =>
    character === '*' ? '.*' : character === '?' ? '.' : `\\${character}`,
  )
  return new RegExp(`^${pattern}$`, 's').test(text)
}
