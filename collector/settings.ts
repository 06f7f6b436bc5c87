import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Config } from '../src/lib/model.ts'
import { loadConfig } from '../src/lib/snapshot.ts'
import { UsageError } from './errors.ts'
import { type StatePaths, statePaths } from './store/state.ts'

export interface Settings {
  /** Absolute path of aether.yaml; null where there is none. */
  configFile: string | null
  config: Config
  state: StatePaths
}

/**
 * The configuration and the state folder of a command. Without `--config` it is aether.yaml of the working directory, where
 * there is one. A relative `stateDir` is meant from the configuration's folder. Throws UsageError.
 */
export async function loadSettings(configOption: string | undefined, cwd = process.cwd()): Promise<Settings> {
  const configFile = findConfig(configOption, cwd)
  const config = await readConfig(configFile)
  const base = configFile ? dirname(configFile) : cwd
  return { configFile, config, state: statePaths(resolve(base, config.stateDir)) }
}

function findConfig(configOption: string | undefined, cwd: string): string | null {
  if (configOption === undefined) {
    const file = resolve(cwd, 'aether.yaml')
    return existsSync(file) ? file : null
  }
  const file = resolve(cwd, configOption)
  if (!existsSync(file)) throw new UsageError(`There is no configuration file ${file}.`)
  return file
}

async function readConfig(file: string | null): Promise<Config> {
  try {
    return await loadConfig(file)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new UsageError(error.message, { cause: error })
  }
}
