import { cephSource, listCephClusters } from '../../sources/ceph.ts'
import { AbsentError } from '../../sources/source.ts'
import type { Check } from '../check.ts'
import { ok, problem, skipped, warning } from '../finding.ts'

export const cephCheck: Check = {
  name: 'ceph',
  async run({ settings, env, signal }) {
    const { config } = settings
    if (!config.sources.ceph) return [skipped('Ceph is off')]
    const where = listCephClusters(config.ceph)
      .map(({ command }) => command.join(' '))
      .join('; ')
    try {
      const { readers } = await cephSource.open({ config, cloud: null, env, signal })
      const get = () => Promise.reject(new Error('Ceph needs no other subject.'))
      const reading = await readers.ceph?.({ get, count: () => undefined })
      if (reading?.shortfall)
        return [warning(`Not all of Ceph can be read: ${reading.shortfall}`, where, REMEDY)]
      const names = reading?.value.clusters.map(({ name }) => name).join(', ')
      return [ok(`Ceph answers: ${names}`, where)]
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      if (!(error instanceof AbsentError)) return [problem(message, where, REMEDY)]
      return [
        skipped(
          message,
          where,
          'Where there is a cluster: ceph.command in aether.yaml; else sources.ceph: false.',
        ),
      ]
    }
  },
}

const REMEDY =
  'Try "ceph df" by hand as this user: its ceph.conf and keyring must be readable (caps mon "allow r"), or set ceph.command to a way that works.'
