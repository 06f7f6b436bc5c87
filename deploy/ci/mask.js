// Tells GitHub's runner to hide the secrets of a clouds.yaml in every log: `node deploy/ci/mask.js clouds.yaml`. The runner masks a whole secret by
// itself, but not the password in it. Plain JavaScript, for the Node that the runner has.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

const SECRET = /pass|secret|token|key/i

/** Every text below a key that sounds like a secret. */
function listSecrets(node, isSecret = false) {
  if (typeof node === 'object' && node !== null) {
    return Object.entries(node).flatMap(([key, value]) => listSecrets(value, isSecret || SECRET.test(key)))
  }
  return isSecret && node !== null && String(node) !== '' ? [String(node)] : []
}

/** As the runner reads the data of its commands. */
function escapeData(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

for (const secret of listSecrets(parse(readFileSync(process.argv[2], 'utf8')))) {
  process.stdout.write(`::add-mask::${escapeData(secret)}\n`)
}
