import type { Call, CaptureAnswer } from './call.ts'
import type { Clock } from './clock.ts'
import type { Emit } from './event-queue.ts'
import type { FilePaths } from './file-paths.ts'
import type { FileServer } from './media/file-server.ts'

/** Customers answering requests for a picture. */
export interface Captures {
  /** The customer is asked; the answer comes as an event, unless they stay silent. */
  request(call: Call): void
  /** Answers for the next requests, before those of the call itself. */
  answerNext(answers: readonly CaptureAnswer[]): void
}

interface Deps {
  clock: Clock
  emit: Emit
  files: FileServer
  paths: FilePaths
  captureMs: number
}

/** `result` of AgentEvent_ImageCapture (cec_07_1407). */
const results = { accept: 0, fail: 1, refuse: 2 } as const

export function createCaptures({ clock, emit, files, paths, captureMs }: Deps): Captures {
  const queue: CaptureAnswer[] = []

  const answer = (call: Call, kind: keyof typeof results): void => {
    const filename = kind === 'accept' ? paths.picture(call.agentId) : ''
    if (filename !== '') files.addPicture(filename)
    emit(call.agentId, 'AgentEvent_ImageCapture', {
      callid: call.callId,
      result: results[kind],
      filename,
      locationId: paths.locationId
    })
  }

  return {
    answerNext: (answers) => {
      queue.push(...answers)
    },
    request: (call) => {
      const next = queue.shift() ?? call.captures.shift() ?? 'accept'
      if (next === 'silent') return
      const delayMs = typeof next === 'object' ? next.lateMs : captureMs
      clock.after(delayMs, () => {
        answer(call, typeof next === 'object' ? 'accept' : next)
      })
    }
  }
}
