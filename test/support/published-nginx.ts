import { rm } from 'node:fs/promises'
import { type Nginx, type NginxOptions, startNginx } from './nginx.ts'
import { type Answer, ask } from './request.ts'
import { makeStateFolder, publishSmallSite } from './state-folder.ts'

export const FIRST = '2026-11-22T041100Z'
export const SECOND = '2026-11-22T061100Z'

export interface PublishedNginx extends Nginx {
  /** Asks with credentials. */
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Answer>
}

/** The real nginx over a state folder with two snapshots: the pages of FIRST say "first", those of SECOND "second". */
export async function startPublishedNginx(options: NginxOptions = {}): Promise<PublishedNginx> {
  const state = await makeStateFolder()
  await publishSmallSite(state, FIRST, 'first')
  await publishSmallSite(state, SECOND, 'second')
  const nginx = await startNginx(state, options)
  const { origin, authorization } = nginx
  return {
    ...nginx,
    get: (path, headers = {}, method = 'GET') =>
      ask(origin, path, { method, headers: { authorization, ...headers } }),
    async stop() {
      await nginx.stop()
      await rm(state, { recursive: true })
    },
  }
}
