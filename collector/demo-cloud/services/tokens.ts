import { randomBytes } from 'node:crypto'

import type { ApplicationCredential, Project, User } from '../world/owners.ts'

export interface Token {
  id: string
  user: User
  project: Project | null
  system: boolean
  roles: string[]
  methods: string[]
  auditIds: string[]
  /** Real time, as clients compare it with their own clock. */
  issued: number
  expires: number
  applicationCredential: ApplicationCredential | null
}

/** The tokens given out so far. They age in real time, whatever the simulated clock does. */
export interface Tokens {
  issue(token: Omit<Token, 'id' | 'issued' | 'expires' | 'auditIds'>, parent?: Token): Token
  /** The token of that id while it is valid. */
  find(id: string | undefined): Token | null
  revokeAll(): void
  /** The ids of all that are known. */
  list(): string[]
}

export function createTokens(seconds: number, clock: () => number = Date.now): Tokens {
  const tokens = new Map<string, Token>()
  return {
    issue(input, parent) {
      const issued = clock()
      const token = {
        ...input,
        // The shape of a Fernet token; what it holds is no one's business.
        id: `gAAAAAB${randomBytes(132).toString('base64url')}`,
        auditIds: [randomBytes(16).toString('base64url'), ...(parent ? parent.auditIds.slice(-1) : [])],
        issued,
        // A token made from a token does not live longer than it.
        expires: parent?.expires ?? issued + seconds * 1000,
      }
      tokens.set(token.id, token)
      return token
    },
    find(id) {
      const token = id === undefined ? undefined : tokens.get(id)
      return token && token.expires > clock() ? token : null
    },
    revokeAll: () => tokens.clear(),
    list: () => [...tokens.keys()],
  }
}

export function isAdmin(token: Token): boolean {
  return token.roles.includes('admin')
}
