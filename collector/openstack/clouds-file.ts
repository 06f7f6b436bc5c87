import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

import { LineCounter, parseDocument } from 'yaml'

import { UsageError } from '../errors.ts'
import { suggest } from '../suggest.ts'
import { asRecord, type JsonRecord } from './json.ts'

export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  home: string
  /** The machine's own folder of clouds.yaml. */
  system: string
}

export function readSurroundings(env: Surroundings['env'] = process.env): Surroundings {
  return { env, cwd: process.cwd(), home: homedir(), system: '/etc/openstack' }
}

/** The settings of one cloud, not yet understood, and where they come from. */
export interface RawSettings {
  name: string
  /** For messages: the file, or "the OS_* variables". */
  origin: string
  settings: JsonRecord
}

/**
 * The cloud `name`, or without one the OS_* variables, or the only cloud of the file. Files as in openstacksdk: the first
 * clouds.yaml that exists, and the first secure.yaml laid over it. Throws UsageError.
 */
export function findSettings(name: string | null, surroundings: Surroundings): RawSettings {
  const { env } = surroundings
  const wanted = name ?? env['OS_CLOUD'] ?? null
  if (wanted === null && env['OS_AUTH_URL']) return readEnvironment(env)
  const places = listPlaces(surroundings, 'clouds', env['OS_CLIENT_CONFIG_FILE'])
  const file = places.find((place) => existsSync(place))
  if (file === undefined) throw noCredentials(wanted, places)
  const clouds = asRecord(readYaml(file)['clouds'])
  const chosen = chooseCloud(wanted, Object.keys(clouds), file)
  const secureFile = listPlaces(surroundings, 'secure', env['OS_CLIENT_SECURE_FILE']).find((place) =>
    existsSync(place),
  )
  const secure = secureFile === undefined ? {} : asRecord(asRecord(readYaml(secureFile)['clouds'])[chosen])
  return { name: chosen, origin: file, settings: layOver(asRecord(clouds[chosen]), secure) }
}

function listPlaces(
  { env, cwd, home, system }: Surroundings,
  base: string,
  explicit: string | undefined,
): string[] {
  if (explicit) return [resolve(cwd, explicit)]
  const folders = [cwd, join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'openstack'), system]
  return folders.flatMap((folder) => [join(folder, `${base}.yaml`), join(folder, `${base}.yml`)])
}

function chooseCloud(wanted: string | null, names: string[], file: string): string {
  if (wanted !== null && names.includes(wanted)) return wanted
  const [only] = names
  if (wanted === null && names.length === 1 && only !== undefined) return only
  const list = names.length > 0 ? `it has ${names.join(', ')}` : 'it has no clouds'
  if (wanted === null) {
    throw new UsageError(
      `Which cloud of ${file}? Name one with --cloud, "cloud" in aether.yaml or OS_CLOUD; ${list}.`,
    )
  }
  const near = suggest(wanted, names)
  throw new UsageError(
    `There is no cloud "${wanted}" in ${file}; ${list}.${near ? ` Did you mean "${near}"?` : ''}`,
  )
}

function noCredentials(wanted: string | null, places: string[]): UsageError {
  const cloud =
    wanted === null ? 'No credentials: OS_AUTH_URL is not set, and' : `The cloud "${wanted}" was not found:`
  const yaml = places.filter((place) => !place.endsWith('.yml'))
  return new UsageError(
    `${cloud} there is no file at ${yaml.join(', ')}. Write a clouds.yaml there or source an openrc; docs/collecting.md shows both.`,
  )
}

/** Every OS_ variable under its key in clouds.yaml: OS_REGION_NAME is region_name. */
function readEnvironment(env: Surroundings['env']): RawSettings {
  const settings: JsonRecord = {}
  for (const [variable, value] of Object.entries(env)) {
    if (variable.startsWith('OS_') && value) settings[variable.slice(3).toLowerCase()] = value
  }
  return { name: 'envvars', origin: 'the OS_* variables', settings }
}

function readYaml(file: string): JsonRecord {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(
      `${file} could not be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const problem = document.errors[0]
  // Only the position and the kind of the problem: the parser's message quotes the line, which may hold a password.
  if (problem)
    throw new UsageError(
      `${file}, line ${lines.linePos(problem.pos[0]).line}: not valid YAML (${problem.code}).`,
    )
  return asRecord(document.toJS())
}

function layOver(base: JsonRecord, upper: JsonRecord): JsonRecord {
  const merged: JsonRecord = { ...base }
  for (const [key, value] of Object.entries(upper)) {
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
    merged[key] = isMap ? layOver(asRecord(base[key]), asRecord(value)) : value
  }
  return merged
}
