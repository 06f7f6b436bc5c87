/**
 * The password file that nginx reads: a user a line, `name:hash`. Lines of another kind (comments, blank ones) are kept as they are.
 * https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html
 */

export interface PasswordLine {
  /** Null for a line that is no user's. */
  name: string | null
  hash: string
  text: string
}

export interface HashKind {
  title: string
  /** bcrypt's work factor: a step more doubles the time of each check. */
  cost: number | null
  /** It can be tried out by the million a second, or is no hash at all. */
  weak: boolean
}

/** Lines may end as on Windows. nginx takes the first line of a name, and whatever follows a second colon for a comment. */
export function parseHtpasswd(text: string): PasswordLine[] {
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => {
    const [, name = null, hash = ''] = /^([^:#][^:]*):([^:]+)/.exec(line) ?? []
    return { name, hash, text: line }
  })
}

export function serialiseHtpasswd(lines: readonly PasswordLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('')
}

/** Puts the user where the name stands already, or at the end; later lines of the name, which nothing reads, go. */
export function setUser(lines: readonly PasswordLine[], name: string, hash: string): PasswordLine[] {
  const line = { name, hash, text: `${name}:${hash}` }
  const at = lines.findIndex((other) => other.name === name)
  if (at < 0) return [...lines, line]
  return lines.flatMap((other, index) => (index === at ? line : other.name === name ? [] : other))
}

export function removeUser(lines: readonly PasswordLine[], name: string): PasswordLine[] {
  return lines.filter((line) => line.name !== name)
}

/** What kind of hash a line has. Debian's nginx checks all of these but the last. */
export function describeHash(hash: string): HashKind {
  const bcrypt = /^\$2[abxy]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(hash)
  if (bcrypt) return { title: 'bcrypt', cost: Number(bcrypt[1]), weak: false }
  const kind = OTHER_KINDS.find(({ form }) => form.test(hash))
  return { title: kind?.title ?? 'unknown', cost: null, weak: kind?.weak ?? true }
}

const OTHER_KINDS = [
  { form: /^\$y\$/, title: 'yescrypt', weak: false },
  { form: /^\$6\$/, title: 'SHA-512 crypt', weak: false },
  { form: /^\$5\$/, title: 'SHA-256 crypt', weak: false },
  { form: /^\$apr1\$/, title: 'MD5 (apr1)', weak: true },
  { form: /^\$1\$/, title: 'MD5 crypt', weak: true },
  { form: /^\{SHA\}/, title: 'SHA-1', weak: true },
  { form: /^\{SSHA\}/, title: 'salted SHA-1', weak: true },
  { form: /^\{PLAIN\}/, title: 'plain text', weak: true },
  { form: /^[./A-Za-z0-9]{13}$/, title: 'DES crypt', weak: true },
]
