import { expect, test } from 'vitest'

import { parseServer } from '../../collector/openstack/servers.ts'
import { parseVolume } from '../../collector/openstack/volumes.ts'
import { serialiseListParts, serialiseTableParts } from '../../collector/serialise-parts.ts'
import { serialiseAio } from '../../src/lib/files/aio.ts'
import { serialiseVolumes } from '../../src/lib/files/volumes.ts'

test.each([0, 1, 1000, 1001, 2500])('%i rows in parts are the same text as at once', (count) => {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const instances = numbers.map((index) =>
    parseServer({ id: `s${index}`, name: `line\nbreak "${index}" |`, status: 'ACTIVE' }),
  )
  const volumes = numbers.map((index) => parseVolume({ id: `v${index}`, name: `a],\n[${index}`, size: 1 }))
  expect([...serialiseTableParts(instances, serialiseAio)].join('')).toBe(serialiseAio(instances))
  expect([...serialiseListParts(volumes, serialiseVolumes)].join('')).toBe(serialiseVolumes(volumes))
})
