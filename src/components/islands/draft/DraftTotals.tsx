import type { Host } from '../../../lib/cloud-model.ts'
import type { DraftFile } from '../../../lib/reservation-draft/draft-file.ts'
import { deriveTiers } from '../../../lib/tiers.ts'
import { formatCount, formatMemoryMb } from '../../../lib/units.ts'

interface Props {
  file: DraftFile
  collected: Host[]
  drafted: Host[]
}

/** Final of the whole cloud, before and after, for those who do not look at the tables below. */
export function DraftTotals({ file, collected, drafted }: Props) {
  const before = deriveTiers(collected, file.tierNames).total
  const after = deriveTiers(drafted, file.tierNames).total
  return (
    <p class="draft-totals" role="status">
      Final of all tiers: {formatCount(before.vcpu.final)} →{' '}
      <strong>{formatCount(after.vcpu.final)} vCPU</strong>, {formatMemoryMb(before.memoryMb.final)} →{' '}
      <strong>{formatMemoryMb(after.memoryMb.final)} RAM</strong>
    </p>
  )
}
