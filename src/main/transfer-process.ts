import { systemClock as clock } from './clock.ts'
import { createArchive } from './library/evidence/archive.ts'
import { createFetch } from './library/transfer/fetch.ts'
import { createLocalFileWork } from './library/transfer/local-file-work.ts'
import { serveFileWork } from './library/transfer/process-main.ts'
import { forgetNodeVariables, openParentPort } from './platform/parent-port.ts'

// The entry of the process that does all work on large files. It knows no gateway, no settings and
// no Electron: everything comes with a job.
forgetNodeVariables()
const work = createLocalFileWork({ clock, fetch: createFetch({ clock }), archive: createArchive() })
serveFileWork({ port: openParentPort(), work, clock })
