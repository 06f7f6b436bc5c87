/**
 * A stand-in for `ceph`: `node ceph-client.js URL df [detail] [--format json]` asks a running demo cloud, prints what
 * it says, and exits as ceph does. Plain JavaScript and http, since it is started twice a collection: a third of the time.
 */
import { get } from 'node:http'
import process from 'node:process'

const [base = '', ...words] = process.argv.slice(2)
const plain = []
const query = new URLSearchParams()
for (let index = 0; index < words.length; index++) {
  const word = words[index] ?? ''
  const [flag, value] = word.split('=', 2)
  if (flag === '--format' || flag === '-f') query.set('format', value ?? words[++index] ?? '')
  else if (!word.startsWith('-')) plain.push(word)
}
if (plain[1] === 'detail') query.set('detail', '')

const request = get(`${base}/${plain[0] ?? ''}?${query}`, (response) => {
  const isOk = response.statusCode === 200
  if (!isOk) process.stderr.write('Error EINVAL: invalid command\n')
  response.pipe(isOk ? process.stdout : process.stderr)
  process.exitCode = isOk ? 0 : 22
})
request.on('error', () => {
  process.stderr.write('[errno 2] RADOS object not found (error connecting to the cluster)\n')
  process.exitCode = 1
})
