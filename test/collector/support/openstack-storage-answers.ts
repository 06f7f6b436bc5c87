const server = '5f0c1f0e-0000-4000-8000-000000000001'
const volume = '5f0c1f0e-0000-4000-8000-000000000002'
const image = '5f0c1f0e-0000-4000-8000-000000000003'
const host = '5f0c1f0e-0000-4000-8000-000000000004'
const project = 'aa0000000000000000000000000000aa'
export const ids = { server, volume, image, host, project }

/** What the command says of images and volumes. */
export const storageAnswers = {
  'image list --long': [
    { ID: image, Name: 'cirros (0.6)', Size: 1024, Status: 'active', Visibility: 'public', Project: project },
  ],
  'image list --long --hidden': [],
  [`image show ${image}`]: {
    id: image,
    name: 'cirros (0.6)',
    size: 1024,
    status: 'active',
    visibility: 'public',
    owner: project,
    created_at: '2026-11-22T12:05:02Z',
    min_disk: 1,
    min_ram: 64,
  },
  'volume list --all-projects --long': [
    {
      ID: volume,
      Name: 'data',
      Status: 'in-use',
      Size: 10,
      Type: 'fast ssd',
      Bootable: 'false',
      'Attached to': [],
    },
  ],
  [`volume show ${volume}`]: {
    attachments: [],
    bootable: 'false',
    id: volume,
    name: 'data',
    size: 10,
    status: 'in-use',
    type: 'fast ssd',
    'os-vol-tenant-attr:tenant_id': project,
    'os-vol-host-attr:host': 'store@fast#pool',
  },
  [`volume list --project ${project}`]: [{ ID: volume, Name: 'data' }],
  'volume snapshot list --all-projects --long': [],
  'volume type list --long': [
    { ID: 't1', Name: 'fast ssd', 'Is Public': true, Description: null, Properties: { a: 'b' } },
  ],
  'volume backend pool list --long': [
    { Name: 'store@fast#pool', Capacity: 'infinite', Allocated: 10, 'Max Over Ratio': '20.0' },
  ],
}
