export type ContractService = 'identity' | 'compute' | 'placement' | 'volume' | 'image'

export interface ContractRequest {
  description: string
  service: ContractService
  method: string
  /** Below the service's root, where its version document is. `{names}` are ids of the cloud that is asked (access.ts). */
  path: string
  headers?: Record<string, string>
  /** Whose token is sent; `forged` is one that was never given out. */
  as: 'admin' | 'member' | 'nobody' | 'forged'
  body?: string
}

/** An id that nothing has. */
export const nowhere = '00000000-0000-4000-8000-000000000000'

/** GETs as one caller, each in every one of the versions. */
export function get(
  service: 'compute' | 'placement' | 'volume',
  versions: string[],
  paths: string[],
  as: ContractRequest['as'] = 'admin',
): ContractRequest[] {
  return paths.flatMap((path) =>
    versions.map((version) => {
      const headers = { 'OpenStack-API-Version': `${service} ${version}` }
      return {
        description: `${as}: ${service} ${version} ${path}`,
        service,
        method: 'GET',
        path,
        headers,
        as,
      }
    }),
  )
}

/** GETs without a version. */
export function plain(
  service: ContractService,
  paths: string[],
  as: ContractRequest['as'] = 'admin',
  headers: Record<string, string> = {},
): ContractRequest[] {
  return paths.map((path) => ({
    description: `${as}: ${service} ${path}`,
    service,
    method: 'GET',
    path,
    headers,
    as,
  }))
}
