import { randomUUID } from 'node:crypto'
import type { Call } from './call.ts'
import type { Calls } from './calls.ts'
import type { Clock } from './clock.ts'
import type { Emit } from './event-queue.ts'
import type { FileServer } from './media/file-server.ts'
import type { FilePaths, NamedRecording } from './file-paths.ts'

/** Third-party video (a path), RSE video (a conference and a recording), or audio. */
export type RecordingKind = 'video' | 'conference' | 'audio'

export interface Recording {
  /** The only link between the Record event and its stop event. */
  readonly taskId: number
  readonly kind: RecordingKind
  readonly callId: string
  readonly agentId: string
  /** Serial number of the platform; not what a download wants. */
  readonly recordId: string
  /** What a download wants: a path, or `conferenceId=…;recordId0=…;`. */
  readonly fileName: string
  readonly locationId: number
  readonly startedAt: number
  stoppedAt: number | null
}

export interface RecordOptions {
  kind: RecordingKind
  /** Size of the video in bytes; left out: the gateway's `videoBytes`. */
  bytes?: number
  /** Sends `AgentMediaEvent_Record_Fail` instead of `AgentMediaEvent_Record`. */
  fails?: boolean
}

export interface Recordings {
  start(call: Call, options: RecordOptions): Recording
  stop(recording: Recording): void
  find(taskId: number): Recording | null
  all(): readonly Recording[]
}

interface Deps {
  clock: Clock
  emit: Emit
  calls: Calls
  files: FileServer
  paths: FilePaths
  videoBytes: number | null
}

/** Key of a conference recording in the file server. */
export const conferenceKey = (conferenceId: string, recordId: string): string =>
  `conferenceId=${conferenceId};recordId0=${recordId};`

/** Content of `AgentMediaEvent_Record` (cec_07_1381), whose types differ by kind. */
function recordContent(recording: Recording, call: Call): Record<string, unknown> {
  const isAudio = recording.kind === 'audio'
  return {
    taskId: recording.taskId,
    caller: call.caller,
    recordID: recording.recordId,
    called: call.called,
    locationId: isAudio ? String(recording.locationId) : recording.locationId,
    fileName: recording.fileName,
    fileMediaType: isAudio ? '1' : 2,
    callId: recording.callId
  }
}

export const createRecordings = (deps: Deps): Recordings => new RecordingRegister(deps)

class RecordingRegister implements Recordings {
  readonly #deps: Deps
  readonly #recordings = new Map<number, Recording>()
  #lastTask = 5_205

  constructor(deps: Deps) {
    this.#deps = deps
    deps.calls.onLeft((call, agent) => {
      for (const recording of this.#recordings.values()) {
        const isOfCall = recording.callId === call.callId
        if (isOfCall && recording.agentId === agent.seed.agentId) this.stop(recording)
      }
    })
  }

  start(call: Call, options: RecordOptions): Recording {
    const { clock, emit, files, paths, videoBytes } = this.#deps
    this.#lastTask += 1
    const recording: Recording = {
      taskId: this.#lastTask,
      kind: options.kind,
      callId: call.callId,
      agentId: call.agentId,
      ...this.#name(options.kind, call.agentId),
      locationId: paths.locationId,
      startedAt: clock.now(),
      stoppedAt: null
    }
    const failed = options.fails === true
    if (!failed && options.kind !== 'audio') {
      files.addVideo(recording.fileName, options.bytes ?? videoBytes)
    }
    if (failed) recording.stoppedAt = clock.now()
    this.#recordings.set(recording.taskId, recording)
    const type = failed ? 'AgentMediaEvent_Record_Fail' : 'AgentMediaEvent_Record'
    emit(recording.agentId, type, recordContent(recording, call))
    return recording
  }

  stop(recording: Recording): void {
    if (recording.stoppedAt !== null) return
    recording.stoppedAt = this.#deps.clock.now()
    this.#deps.emit(recording.agentId, 'AgentMediaEvent_StopRecordDone', {
      beginTime: recording.startedAt,
      endTime: recording.stoppedAt,
      fileMediaType: recording.kind === 'audio' ? '1' : 2,
      taskId: recording.taskId,
      jsonKey: ['taskId', 'beginTime', 'endTime', 'fileMediaType']
    })
  }

  find(taskId: number): Recording | null {
    return this.#recordings.get(taskId) ?? null
  }

  all(): readonly Recording[] {
    return [...this.#recordings.values()]
  }

  #name(kind: RecordingKind, agentId: string): NamedRecording {
    const { paths } = this.#deps
    if (kind !== 'conference') return kind === 'audio' ? paths.audio(agentId) : paths.video(agentId)
    const recordId = randomUUID()
    return { fileName: conferenceKey(randomUUID(), recordId), recordId }
  }
}
