import { listSecrets } from '../openstack/credentials.ts'
import { type Check, type DoctorContext, SkipCheck } from './check.ts'
import { type Finding, problem, skipped } from './finding.ts'

export interface NamedFinding extends Finding {
  check: string
}

/** Makes every check, side by side, and tells what was found in their order. */
export async function examine(
  checks: readonly Check[],
  context: DoctorContext,
  tell: (finding: NamedFinding) => void,
): Promise<NamedFinding[]> {
  const running = checks.map((check) => ({ name: check.name, findings: runCheck(check, context) }))
  const all: NamedFinding[] = []
  for (const { name, findings } of running) {
    for (const finding of await findings) {
      const named = { check: name, ...hideSecrets(finding, context) }
      all.push(named)
      tell(named)
    }
  }
  return all
}

async function runCheck(check: Check, context: DoctorContext): Promise<Finding[]> {
  try {
    return await check.run(context)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (error instanceof SkipCheck) return [skipped(message)]
    return [problem(message, '', 'This check could not be made; see the message.')]
  }
}

/** No message should hold any; a doctor's report is what people send to each other. */
function hideSecrets(finding: Finding, context: DoctorContext): Finding {
  const secrets = readSecrets(context)
  const hide = (text: string) => secrets.reduce((kept, secret) => kept.replaceAll(secret, '***'), text)
  return {
    state: finding.state,
    what: hide(finding.what),
    where: hide(finding.where),
    remedy: hide(finding.remedy),
  }
}

/** A short one is left alone: stars in the middle of common words would tell it. */
const SHORTEST_SECRET = 8

function readSecrets(context: DoctorContext): string[] {
  try {
    return listSecrets(context.readCredentials()).filter(({ length }) => length >= SHORTEST_SECRET)
  } catch {
    return []
  }
}
