import type { Fault } from '../../../collector/demo-cloud/index.ts'

/** What goes wrong, the subject that suffers, a file of it that stays, and what is said. */
type Row = [what: string, subject: string, file: string, message: RegExp, fault: Fault | { ceph: string }]

export interface Round {
  title: string
  config: string
  rows: Row[]
}

/** Faults that do not pass: those of a round hit one run together, each another subject. */
export const rounds: Round[] = [
  {
    title: 'answers that refuse',
    config: '',
    rows: [
      [
        'Placement forbids (403)',
        'placement',
        'placement.json',
        /Placement answered 403 to GET .*lacks the right/,
        { service: 'placement', kind: 'status', status: 403 },
      ],
      [
        'Glance is not where it should be (404)',
        'images',
        'images.json',
        /Glance answered 404 to GET \/images/,
        { service: 'image', kind: 'status', status: 404 },
      ],
      [
        'Cinder fails each time (500)',
        'volumes',
        'volumes.json',
        /Cinder answered 500 to GET \/volumes\/detail/,
        { service: 'volume', path: '/volumes/detail', kind: 'status', status: 500 },
      ],
      [
        'Nova is behind a broken proxy (502)',
        'flavors',
        'flavors.csv',
        /Nova answered 502 to GET \/flavors\/detail/,
        { service: 'compute', path: '/flavors/detail', kind: 'status', status: 502 },
      ],
      [
        'Nova is down for an hour (503, Retry-After)',
        'hypervisors',
        'hypervisors.json',
        /Nova answered 503 to GET \/os-hypervisors\/detail/,
        { service: 'compute', path: '/os-hypervisors', kind: 'status', status: 503, retryAfter: 3600 },
      ],
      [
        'Nova takes no more requests (429, Retry-After)',
        'server-groups',
        'server-groups.json',
        /Nova answered 429 to GET \/os-server-groups/,
        { service: 'compute', path: '/os-server-groups', kind: 'status', status: 429, retryAfter: 600 },
      ],
      [
        'Cinder takes no token (401)',
        'volume-types',
        'volume-types.json',
        /Cinder answered 401 to GET \/types.*does not accept the credential/,
        { service: 'volume', path: '/types', kind: 'status', status: 401 },
      ],
      [
        'ceph fails',
        'ceph',
        'cephdf.txt',
        /ended with 1: no keyring/,
        { ceph: 'echo no keyring >&2; exit 1' },
      ],
    ],
  },
  {
    title: 'connections and answers that break',
    config: 'collect: { requestSeconds: 2 }',
    rows: [
      [
        'nothing listens (refused)',
        'placement',
        'placement.json',
        /127\.0\.0\.1:1 could not be reached: nothing listens there/,
        { service: 'placement', kind: 'refuse' },
      ],
      [
        'a page names itself as the next one',
        'volumes',
        'volumes.json',
        /GET \/volumes\/detail names the same next page twice/,
        { service: 'volume', path: '/volumes/detail', kind: 'repeat-marker' },
      ],
      [
        'the answer is cut off',
        'images',
        'images.json',
        /connection was closed in the middle of the answer/,
        { service: 'image', kind: 'truncate' },
      ],
      [
        'a proxy answers in HTML',
        'flavors',
        'flavors.csv',
        /Nova answered 200 to GET \/flavors\/detail with what is not JSON.*a proxy/,
        { service: 'compute', path: '/flavors/detail', kind: 'wrong-json' },
      ],
      [
        'the answer does not come',
        'hypervisors',
        'hypervisors.json',
        /did not answer within 2 s/,
        { service: 'compute', path: '/os-hypervisors', kind: 'hang' },
      ],
      [
        'the connection is reset',
        'projects',
        'projects.json',
        /connection was reset/,
        { service: 'identity', path: '/projects', kind: 'reset' },
      ],
      [
        'values have the wrong type',
        'volume-types',
        'volume-types.json',
        /GET \/types was answered with a row without an id/,
        { service: 'volume', path: '/types', kind: 'wrong-types' },
      ],
      [
        'ceph talks nonsense',
        'ceph',
        'cephdf.txt',
        /df" printed no table of a cluster's storage, but "Segmentation fault"/,
        { ceph: 'echo Segmentation fault' },
      ],
    ],
  },
  {
    title: 'services that are gone',
    config: 'collect: { requestSeconds: 2 }',
    rows: [
      [
        'no Placement in the catalog',
        'placement',
        'placement.json',
        /catalog has no public endpoint of Placement/,
        { service: 'placement', kind: 'absent' },
      ],
      [
        'no Cinder in the catalog',
        'volumes',
        'volumes.json',
        /catalog has no public endpoint of Cinder/,
        { service: 'volume', kind: 'absent' },
      ],
      [
        'no Glance in the catalog',
        'images',
        'images.json',
        /catalog has no public endpoint of Glance/,
        { service: 'image', kind: 'absent' },
      ],
      ['ceph hangs', 'ceph', 'cephdf.txt', /did not answer within 2 s/, { ceph: 'sleep 600' }],
    ],
  },
  {
    title: 'the heart of the cloud',
    config: '',
    rows: [
      [
        'Nova is out of reach',
        'servers',
        'aio.csv',
        /could not be reached: nothing listens there/,
        { service: 'compute', kind: 'refuse' },
      ],
      [
        'Cinder is gone as well',
        'volumes',
        'volumes.json',
        /no public/,
        { service: 'volume', kind: 'absent' },
      ],
    ],
  },
  {
    title: 'the time limit of the run',
    config: 'collect: { requestSeconds: 60, runMinutes: 0.05 }',
    rows: [
      [
        'Glance never answers',
        'images',
        'images.json',
        /time limit of the whole run, 0\.05 min, was reached/,
        { service: 'image', kind: 'hang' },
      ],
      ['nor does ceph', 'ceph', 'cephdf.txt', /was stopped with the run/, { ceph: 'sleep 600' }],
    ],
  },
]
