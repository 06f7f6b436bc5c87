import { type Known, listUnknownConsumers } from '../openstack/unlisted-servers.ts'
import { type Reading, whole } from '../sources/reading.ts'
import { isGone, showEach } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

/** Only what Nova denies when asked by id is an orphan. */
export async function readUnlistedServers(
  openstack: OpenstackCommand,
  version: readonly string[],
  known: Known,
): Promise<Reading<string[]>> {
  const { shown, failures } = await showEach(openstack, ['server'], listUnknownConsumers(known), version)
  const fault = [...failures].find(([id, reason]) => !isGone(id, reason))
  if (fault) throw new Error(`Of the server ${fault[0]} the command said: ${fault[1]}`)
  return whole([...shown.keys()])
}
