/** A table of ten thousand rows with every kind of column, and what an export of it has to say. */
import { encodeTable } from '../../src/lib/table/encode.ts'
import { blankSample, type Sample, sampleTable } from '../lib/table/sample.ts'

export const COUNT = 10_000
const NAMES = [
  '=1+1',
  '1e5',
  '007',
  '"a", b;\nc\td',
  '\u202Etxt.exe',
  '👩‍🚀 ทดสอบ',
  ' x ',
  '<b>&amp;',
  '_x0007_\u0007',
]
const cutId = (index: number) => index.toString(16).padStart(8, '0')
export const wholeId = (cut: string) => `${cut}-7b61-4d0a-9f3b-0c1d2e3f4a5b`
const samples: Sample[] = Array.from({ length: COUNT }, (_, index) => ({
  ...blankSample,
  id: `id-${index}`,
  name: `${NAMES[index % NAMES.length]}${index % 3 === 0 ? '' : index}`,
  status: index % 40 === 0 ? 'ERROR' : 'ACTIVE',
  vcpu: index % 17,
  ram: 512 * (index % 9),
  locked: index % 2 === 0,
  created: new Date(Date.UTC(2026, 0, 1) + index * 61_000).toISOString().replace('.000', ''),
  volumes: [{ device: '/dev/sda', name: `data-${index}`, id: cutId(index), sizeGib: 50 }],
}))

/** What is looked at: some rows, some columns, an order of their own. */
export const VIEW =
  'instances/?q=status%3AERROR&sort=-vcpu,created&cols=id,vcpu,name,ram,created,locked,volumes'
/** All of them in the order of that view. */
export const inOrder = samples.toSorted(compareSeen)
/** The rows of that view. */
export const seen = inOrder.filter(({ status }) => status === 'ERROR')

function compareSeen(a: Sample, b: Sample): number {
  return (b.vcpu ?? 0) - (a.vcpu ?? 0) || Date.parse(a.created ?? '') - Date.parse(b.created ?? '')
}

export const HEADINGS = ['ID', 'vCPU', 'Name', 'RAM (GiB)', 'Created', 'Locked', 'Attached Volumes']
const volumeText = ({ volumes }: Sample) => `sda, ${volumes?.[0]?.name}, 50GB`
export const guard = (text: string | null) => (/^[=+\-@\t\r\n]/.test(text ?? '') ? `'${text}` : (text ?? ''))
export const textRow = (row: Sample) => [
  row.id,
  String(row.vcpu),
  guard(row.name),
  String((row.ram ?? 0) / 1024),
  row.created ?? '',
  row.locked ? 'yes' : 'no',
  volumeText(row),
]
export const typedRow = (row: Sample) => [
  ['s', row.id],
  ['n', row.vcpu],
  ['s', row.name],
  ['n', (row.ram ?? 0) / 1024],
  ['time', row.created],
  ['b', row.locked],
  ['s', volumeText(row)],
]

/** As the site would serve it in place of its volumes. */
export const encodedVolumes = encodeTable(
  {
    name: 'volumes',
    title: 'Volumes',
    noun: ['volume', 'volumes'],
    columns: [{ key: 'id', title: 'ID', kind: 'id', value: (index: number) => wholeId(cutId(index)) }],
  },
  // The last volume is gone since the instances were asked for.
  Array.from({ length: COUNT - 1 }, (_, index) => index),
  { site: 'Test site', part: null, timeZone: 'Asia/Singapore' },
)

/** As the site would serve it in place of its instances. */
export const encoded = encodeTable(
  { ...sampleTable, name: 'instances', noun: ['instance', 'instances'] },
  samples,
  { site: 'Test site', part: null, timeZone: 'Asia/Singapore' },
)
