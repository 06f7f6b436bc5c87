import { feasibleSteps, planCommands, planScript } from '../../../lib/planning/plan-commands.ts'
import { planCsv } from '../../../lib/planning/plan-csv.ts'
import type { Step } from '../../../lib/planning/plan.ts'
import type { PlanningFile } from '../../../lib/planning/planning-file.ts'
import { exportName } from '../../../lib/table/export-text.ts'
import { shownSnapshot } from '../../../lib/table/shown-snapshot.ts'
import { formatTime } from '../../../lib/time.ts'
import { download } from '../table/download.ts'
import { Icon } from '../table/Icon.tsx'

interface Props {
  steps: readonly Step[]
  file: PlanningFile
  /** The address of this plan. */
  link: string
}

/** The plan as what people run, and as what they hand on. */
export function PlanExport({ steps, file, link }: Props) {
  const commands = planCommands(steps)
  const { collectedAt } = shownSnapshot()
  const named = { site: file.site, name: 'migration-plan', collectedAt }
  const origin = { site: file.site, collectedAt: formatTime(collectedAt, file.timeZone) }

  function save(extension: 'sh' | 'csv'): void {
    const text = extension === 'sh' ? planScript(steps, origin) : planCsv(steps)
    const type = extension === 'sh' ? 'text/x-shellscript' : 'text/csv;charset=utf-8'
    download(exportName(named, extension), new Blob([text], { type }))
  }

  const none = feasibleSteps(steps).length === 0
  return (
    <div class="plan-export">
      <h3>Commands</h3>
      {none ? (
        <p class="plan-muted">No move fits, so there is nothing to run.</p>
      ) : (
        <textarea
          class="plan-commands"
          readOnly
          aria-label="Commands of this plan"
          spellcheck={false}
          rows={Math.min(12, commands.split('\n').length)}
          value={commands}
        />
      )}
      <div class="plan-buttons">
        <button type="button" class="button" data-copy={commands} disabled={none}>
          <Icon name="copy" /> Copy commands
        </button>
        <button type="button" class="button" disabled={none} onClick={() => save('sh')}>
          <Icon name="download" /> Script
        </button>
        <button type="button" class="button" onClick={() => save('csv')}>
          <Icon name="download" /> CSV
        </button>
        <button type="button" class="button" data-copy={link}>
          <Icon name="copy" /> Copy link to this plan
        </button>
      </div>
      <p class="plan-muted">
        Aether changes nothing: a person runs these, with an administrator's credentials. The script waits for
        each move and stops at the first that fails. Servers that are shut off are migrated cold and
        confirmed.
      </p>
    </div>
  )
}
