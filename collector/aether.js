#!/usr/bin/env node
// Plain JavaScript on purpose: it must start on a Node that is too old to run TypeScript, to hand over to the one in node_modules.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const needed = 24
const handedOver = 'AETHER_NODE_HANDED_OVER'

if (Number.parseInt(process.versions.node, 10) >= needed) {
  // Reading TypeScript anew is half of what a short command takes. Where the folder cannot be written, nothing is kept.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/aether', import.meta.url)))
  // A reader that has seen enough, as head, closes the pipe; the command goes on without a word.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
  const { main } = await import('./cli.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  handOver(fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url)))
}

function ignoreClosedPipe(error) {
  if (error.code !== 'EPIPE') throw error
}

function handOver(node) {
  if (process.env[handedOver] || !existsSync(node)) {
    console.error(
      `aether needs Node ${needed} and this is ${process.version}. Run "npm install" in the project folder, which brings one, or install it.`,
    )
    process.exitCode = 1
    return
  }
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, [handedOver]: '1' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`aether could not start ${node}: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (!signal) {
      process.exitCode = code ?? 1
      return
    }
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
