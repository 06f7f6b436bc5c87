/**
 * The contract between the simulated cloud and a real one: the same requests are sent to both, and status, headers, keys
 * and types of the answers are compared.
 */
import { computeRequests } from './contract/compute-requests.ts'
import { identityRequests } from './contract/identity-requests.ts'
import { placementRequests } from './contract/placement-requests.ts'
import type { ContractRequest } from './contract/request.ts'
import { imageRequests, volumeRequests } from './contract/storage-requests.ts'

export { type CloudAccess, openCloudAccess } from './contract/access.ts'
export { compareAnswers } from './contract/compare.ts'

export const contractRequests: ContractRequest[] = [
  ...identityRequests,
  ...computeRequests,
  ...placementRequests,
  ...volumeRequests,
  ...imageRequests,
]
