/**
 * A stand-in for `ceph`: `node ceph-client.ts URL df [detail] [--format json]` asks a running demo cloud, prints what
 * it says, and exits as ceph does.
 */
import process from 'node:process'

const [base = '', ...words] = process.argv.slice(2)
const plain: string[] = []
const query = new URLSearchParams()
for (let index = 0; index < words.length; index++) {
  const word = words[index] ?? ''
  const [flag, value] = word.split('=', 2)
  if (flag === '--format' || flag === '-f') query.set('format', value ?? words[++index] ?? '')
  else if (!word.startsWith('-')) plain.push(word)
}
if (plain[1] === 'detail') query.set('detail', '')

try {
  const response = await fetch(`${base}/${plain[0] ?? ''}?${query}`)
  const text = await response.text()
  if (response.ok) process.stdout.write(text)
  else process.stderr.write(`Error EINVAL: invalid command\n${text}`)
  process.exitCode = response.ok ? 0 : 22
} catch {
  process.stderr.write('[errno 2] RADOS object not found (error connecting to the cluster)\n')
  process.exitCode = 1
}
