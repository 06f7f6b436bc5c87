import { describe, expect, it } from 'vitest'
import { isLeftOut } from '../../src/lib/archive-left-out.ts'

describe('what a thinned snapshot leaves out', () => {
  it('is what its data files make again', () => {
    const left = [
      'pagefind/parts.json',
      'pagefind/0/pagefind.js',
      'exports/aether.xlsx',
      'data/aio.csv',
      'api/v1/instances.json',
      'api/v1/volumes.json',
    ]
    expect(left.filter(isLeftOut)).toEqual(left)
  })

  it('is no page, table or smaller document', () => {
    const kept = [
      '',
      'index.html',
      'hosts/data/',
      'hosts/exports/index.html',
      'rows/instances.json',
      'api/v1/hosts.json',
      'api/v1/instances.json.gz',
      'instances/',
      'database/',
    ]
    expect(kept.filter(isLeftOut)).toEqual([])
  })
})
