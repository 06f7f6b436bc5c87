/** What the shell gets. 3: published, but at least one source kept older data or gave none. */
export const exitCodes = { ok: 0, nothingPublished: 1, usage: 2, degraded: 3, locked: 4 } as const

/** An error whose message is written for the person at the terminal: printed without a stack, ends the command with `exitCode`. */
export class AetherError extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.exitCode = exitCode
  }
}

/** For the one who types the command or writes aether.yaml. */
export class UsageError extends AetherError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCodes.usage, options)
  }
}

/** For the operator: nothing could be published, and what there was stays. */
export class CollectError extends AetherError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCodes.nothingPublished, options)
  }
}

/** For the operator: no site could be built from the data; the served one stays. */
export class BuildError extends AetherError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCodes.nothingPublished, options)
  }
}

/** For the second of two runs. */
export class LockedError extends AetherError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCodes.locked, options)
  }
}

/** For a folder that cannot be written: full, read-only, of another user. */
export function explainFolderError(folder: string, error: unknown): CollectError {
  const reason = error instanceof Error ? error.message : String(error)
  return new CollectError(`The folder ${folder} could not be written: ${reason}. What was there stays.`, {
    cause: error,
  })
}

/** Whether the system refused something that works elsewhere: no defect of ours, and no stack for the operator. */
export function isSystemRefusal(error: unknown): boolean {
  const refusals = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EMFILE', 'ENFILE']
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    refusals.includes(error.code)
  )
}
