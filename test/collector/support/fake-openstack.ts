import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

/** What the fake command does when it is asked for something; a value that is none of these is answered as JSON. */
export interface Doing {
  /** Printed as it is. */
  print?: string
  complain?: string
  exitCode?: number
  hang?: boolean
}

export interface FakeOpenstack {
  file: string
  /** Each process by the words it was started with, in order. */
  readStarts(): Promise<string[]>
}

/**
 * An executable that answers as `openstack` does, on a command line and on its standard input, from `answers` by the words of
 * a command without `-f json` and `--os-...`. What it does not know does not exist.
 */
export async function makeFakeOpenstack(answers: Record<string, unknown>): Promise<FakeOpenstack> {
  const folder = await makeTemporaryFolder('openstack-command')
  const file = join(folder, 'openstack')
  await writeFile(join(folder, 'answers.json'), JSON.stringify(answers))
  await writeFile(file, `#!${process.execPath}\n${SCRIPT}`)
  await chmod(file, 0o755)
  return {
    file,
    readStarts: async () => (await readFile(join(folder, 'starts'), 'utf8')).trimEnd().split('\n'),
  }
}

export function does(doing: Doing): { does: Doing } {
  return { does: doing }
}

const SCRIPT = `
const { appendFileSync, readFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const folder = dirname(process.argv[1])
const answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8'))
const words = process.argv.slice(2)
appendFileSync(join(folder, 'starts'), words.join(' ') + '\\n')
const asked = words.filter((word) => !word.startsWith('--os-'))
const lines = asked.length > 0 ? [asked.join(' ')] : readFileSync(0, 'utf8').split('\\n').filter((line) => line !== '')
for (const line of lines) answer(line.replace(/ -f json$/, ''), asked.length > 0)

function answer(line, alone) {
  const known = line.startsWith('command list') ? [{ 'Command Group': 'openstack.cli', Commands: [] }] : answers[line]
  const doing = known?.does ?? (known === undefined ? unknown(line) : { print: JSON.stringify(known, null, 2) + '\\n' })
  if (doing.print) process.stdout.write(doing.print)
  if (doing.complain) process.stderr.write(doing.complain + '\\n')
  if (doing.hang) {
    appendFileSync(join(folder, 'hanging'), String(process.pid))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  }
  if (doing.exitCode && (alone || doing.exitCode > 100)) process.exit(doing.exitCode)
}

function unknown(line) {
  return { complain: "No thing with a name or ID of '" + line.split(' ').at(-1) + "' exists.", exitCode: 1 }
}
`
