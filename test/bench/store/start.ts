/**
 * What a start does with the library, in a fresh process: the database's path comes as the
 * argument, one line of JSON goes out.
 */
import * as v from 'valibot'
import { queueStates } from '../../../src/main/library/queue/save-record.ts'
import { pageLimit } from '../../../src/shared/model/library.ts'
import { openStore } from '../../support/open-store.ts'

const path = v.parse(v.string(), process.argv[2])
const owner = v.parse(v.string(), process.argv[3])
const startedAt = performance.now()
const store = openStore(path)
const openedAt = performance.now()
const waiting = store.inStates(queueStates, null).length
const shown = store.page({ owner }, null, pageLimit).length
const endedAt = performance.now()
store.close()
const found = { openMs: openedAt - startedAt, readMs: endedAt - openedAt, waiting, shown }
process.stdout.write(`${JSON.stringify(found)}\n`)
