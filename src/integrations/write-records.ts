// A program of its own: what it takes to read a large cloud is returned before the index takes its part.
import { deriveCloud } from '../lib/cloud.ts'
import { makeSearchRecords } from '../lib/search-records.ts'
import { loadConfig, loadSnapshot } from '../lib/snapshot.ts'
import { writeRecordFiles } from './record-files.ts'
import { splitRecords } from './search-index.ts'

const { AETHER_DATA = 'data', AETHER_CONFIG, AETHER_RECORDS = 'records' } = process.env

const snapshot = await loadSnapshot(AETHER_DATA)
const cloud = deriveCloud(snapshot, await loadConfig(AETHER_CONFIG || null))
await writeRecordFiles(splitRecords(makeSearchRecords(cloud)), AETHER_RECORDS)
