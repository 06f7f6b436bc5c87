import { execa } from 'execa'
import pLimit from 'p-limit'
import type { Environment } from '../rig/layout.ts'

/** A row of `openstack ... -f json`: columns by the heading that the command prints. */
export type Row = Record<string, unknown>
export type Openstack = (...args: string[]) => Promise<Row[]>

/** Runs `openstack ARGS -f json`; at most two at once, because each is a Python interpreter of its own. */
export function openstackCommand(env: Environment): Openstack {
  const limit = pLimit(2)
  return (...args) =>
    limit(async () => {
      const { stdout } = await execa('openstack', [...args, '-f', 'json'], { env })
      const answer: unknown = stdout.trim() === '' ? [] : JSON.parse(stdout)
      return (Array.isArray(answer) ? answer : [answer]) as Row[]
    })
}
