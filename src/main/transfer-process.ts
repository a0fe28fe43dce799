import { systemClock as clock } from './clock.ts'
import { spreadNet } from './faults/process-net.ts'
import { createArchive } from './library/evidence/archive.ts'
import { createFaultReport } from './library/transfer/fault-report.ts'
import { createFetch } from './library/transfer/fetch.ts'
import { createLocalFileWork } from './library/transfer/local-file-work.ts'
import { serveFileWork } from './library/transfer/process-main.ts'
import { forgetNodeVariables, openParentPort } from './platform/parent-port.ts'

// The entry of the process that does all work on large files. It knows no gateway, no settings and
// no Electron: everything comes with a job.
forgetNodeVariables()
const port = openParentPort()
spreadNet(createFaultReport({ port, clock, end: () => process.exit(1) }))
const work = createLocalFileWork({ clock, fetch: createFetch({ clock }), archive: createArchive() })
serveFileWork({ port, work, clock })
