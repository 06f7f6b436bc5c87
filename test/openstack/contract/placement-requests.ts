import { type ContractRequest, get, nowhere, plain } from './request.ts'

const providerParts = ['', '/inventories', '/usages', '/allocations', '/traits', '/aggregates']

export const placementRequests: ContractRequest[] = [
  ...plain('placement', ['/'], 'nobody'),
  ...plain('placement', ['/resource_providers'], 'nobody'),
  ...plain('placement', ['/resource_providers'], 'forged'),
  ...plain('placement', ['/resource_providers'], 'member'),
  ...plain('placement', ['/resource_providers?name=nothing'], 'admin', {
    'OpenStack-API-Version': 'compute 2.1',
  }),
  ...get('placement', ['latest', '1.999', '2.1', 'abc'], ['/resource_providers']),
  ...get(
    'placement',
    ['1.0', '1.1', '1.6', '1.11', '1.14', '1.15', '1.19', '1.28', '1.39'],
    [
      '/resource_providers',
      ...providerParts.map((part) => `/resource_providers/{provider}${part}`),
      '/allocations/{server}',
    ],
  ),
  ...get(
    'placement',
    ['1.39'],
    [
      ...providerParts.map((part) => `/resource_providers/${nowhere}${part}`),
      '/resource_providers/nowhere',
      '/resource_providers?in_tree={provider}',
      '/resource_providers?uuid={provider}',
      '/resource_providers?name=nothing-of-that-name',
      '/resource_providers?nonsense=1',
      '/resource_providers?limit=1',
      `/allocations/${nowhere}`,
      '/usages?project_id={memberProject}',
      '/usages?project_id=nowhere',
      '/resource_classes',
      '/traits',
      '/nothing',
    ],
  ),
  ...get('placement', ['1.9', '1.37'], ['/usages?project_id={memberProject}']),
  ...get('placement', ['1.39'], ['/resource_providers'], 'member'),
  {
    description: 'admin: placement PUT',
    service: 'placement',
    method: 'PUT',
    path: '/resource_providers',
    as: 'admin',
  },
]
