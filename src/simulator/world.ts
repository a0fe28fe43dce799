import type { Agents } from './agents.ts'
import { createAgents } from './agents.ts'
import type { Calls } from './calls.ts'
import { createCalls } from './calls.ts'
import type { Captures } from './captures.ts'
import { createCaptures } from './captures.ts'
import type { Connections } from './connections.ts'
import { createConnections } from './connections.ts'
import type { EventLog } from './event-log.ts'
import { createEventLog } from './event-log.ts'
import type { Emit } from './event-queue.ts'
import { createFilePaths } from './file-paths.ts'
import type { FileServer } from './media/file-server.ts'
import { createFileServer } from './media/file-server.ts'
import type { Monitoring } from './monitoring.ts'
import { createMonitoring } from './monitoring.ts'
import type { Settings } from './options.ts'
import type { Presence } from './presence.ts'
import { createPresence } from './presence.ts'
import type { Recordings } from './recordings.ts'
import { createRecordings } from './recordings.ts'
import type { Sessions } from './sessions.ts'
import { createSessions } from './sessions.ts'
import type { Supervision } from './supervision.ts'
import { createSupervision } from './supervision.ts'

/** The whole contact centre behind the wire: people, calls, recordings. */
export interface World {
  readonly settings: Settings
  readonly emit: Emit
  readonly eventLog: EventLog
  readonly sessions: Sessions
  readonly agents: Agents
  readonly calls: Calls
  readonly files: FileServer
  readonly recordings: Recordings
  readonly captures: Captures
  readonly connections: Connections
  readonly supervision: Supervision
  readonly monitoring: Monitoring
  readonly presence: Presence
}

/** Builds the parts, inner ones first, and joins them. */
export async function createWorld(settings: Settings): Promise<World> {
  const { clock, timings, vdnId, videoBytes } = settings
  const eventLog = createEventLog()
  const sessions = createSessions(settings, (agentId) => {
    const silent = agents.find(agentId)
    if (silent !== null) presence.signOut(silent)
  })
  const emit: Emit = (agentId, eventType, content = null) => {
    const event = { eventType, workNo: agentId, content, eventGenTime: clock.now() }
    eventLog.add(event)
    sessions.find(agentId)?.events.push(event)
  }
  const agents = createAgents(settings.agents, clock, emit)
  const connections = createConnections(settings, emit)
  const { autoAnswerMs, captureMs } = timings
  const calls = createCalls({ clock, agents, emit, autoAnswerMs })
  calls.onAnswered((call) => {
    if (call.media === 'h5') connections.announce(call)
  })
  const files = await createFileServer(settings.media, videoBytes)
  const paths = createFilePaths(clock, vdnId)
  const recordings = createRecordings({ clock, emit, calls, files, paths, videoBytes })
  const captures = createCaptures({ clock, emit, files, paths, captureMs })
  const supervision = createSupervision({ agents, calls, recordings, emit })
  const presence = createPresence({ clock, agents, calls, sessions, supervision, emit })
  const monitoring = createMonitoring({ agents, calls, emit })
  const people = { agents, calls, sessions, supervision, monitoring, presence }
  return { settings, emit, eventLog, files, recordings, captures, connections, ...people }
}
