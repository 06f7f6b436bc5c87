import { createHash } from 'node:crypto'
import type { Site } from './_site.ts'

/**
 * An id for the feed of a site's cloud and for a collection in it: a UUID made of a name as version 5 is (RFC 9562, 5.5), so that every build
 * of the same cloud gives the same. A cloud is told by where it is asked for; the earlier tool's files only have the site's name.
 */
export function makeFeedId({ name, cloud }: Pick<Site, 'name' | 'cloud'>): (collection: string) => string {
  const origin = cloud.snapshot.meta?.cloud
  const whose = origin ? [origin.authUrl, origin.region, origin.name] : [name]
  return (collection) => {
    const hash = createHash('sha1')
      .update(JSON.stringify(['aether', ...whose, collection]))
      .digest('hex')
    const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
    return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(18, 20)}-${hash.slice(20, 32)}`
  }
}
