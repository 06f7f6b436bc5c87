/** Who owns what in the simulated cloud. */

export interface Domain {
  id: string
  name: string
  description: string
}

export interface Project {
  id: string
  name: string
  domainId: string
  description: string
  enabled: boolean
  userId: string
  /** How much it uses, relative to the others. */
  weight: number
  quota: {
    instances: number
    cores: number
    ram: number
    volumes: number
    gigabytes: number
    snapshots: number
  }
}

export interface User {
  id: string
  name: string
  password: string
  domainId: string
  /** Project id -> roles. */
  roles: Map<string, string[]>
}

export interface ApplicationCredential {
  id: string
  name: string
  secret: string
  userId: string
  projectId: string
}
