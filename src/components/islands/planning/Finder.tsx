import { useEffect, useMemo, useState } from 'preact/hooks'
import { findCompute } from '../../../lib/planning/find-compute.ts'
import { formWish, parseFindLink, serialiseFindLink, type FindForm } from '../../../lib/planning/find-link.ts'
import { openHosts } from '../../../lib/planning/planning-cloud.ts'
import type { PlanningFile } from '../../../lib/planning/planning-file.ts'
import { FindFields } from './FindFields.tsx'
import { FoundHosts } from './FoundHosts.tsx'
import { LinkNotice } from './LinkNotice.tsx'

const URL_DELAY_MS = 250

/** The form above, what it comes to below; both follow the address. */
export function Finder({ file }: { file: PlanningFile }) {
  const [{ form, dropped }, setParsed] = useState(() => parseFindLink(location.search, file))
  const hosts = useMemo(() => openHosts(file), [file])
  useEffect(() => {
    const follow = () => setParsed(parseFindLink(location.search, file))
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [file])
  useEffect(() => {
    // A damaged link stays as it came, and with it what is said of it, until somebody fills the form in.
    if (dropped.length > 0) return
    // Browsers refuse a flood of history changes; a person types faster than they allow.
    const timer = setTimeout(() => {
      const search = serialiseFindLink(form, location.search)
      history.replaceState(history.state, '', location.pathname + search + location.hash)
    }, URL_DELAY_MS)
    return () => clearTimeout(timer)
  }, [form, dropped])

  const wish = formWish(form, file)
  const change = (changes: Partial<FindForm>) => setParsed({ form: { ...form, ...changes }, dropped: [] })
  return (
    <>
      <FindFields form={form} file={file} onChange={change} />
      <LinkNotice dropped={dropped} />
      {wish === null ? (
        <p class="plan-muted" role="status">
          Give a whole number of servers and vCPUs, and sizes of 0 or more.
        </p>
      ) : (
        <FoundHosts found={findCompute(hosts, wish)} wish={wish} />
      )}
    </>
  )
}
