import * as v from 'valibot'
import { agentPart, fileEndpoint, parsed, type ForAgent } from '../endpoint.ts'
import { pathLimit } from '../reply-fields.ts'

/** The gateway may have to find the file on a mounted server first. */
const fileTimeoutMs = 60_000

const locationId = v.pipe(v.string(), v.regex(/^\d{1,10}$/))
const conferencePart = v.pipe(v.string(), v.regex(/^[\w-]{1,128}$/))

const recordPath = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(pathLimit),
  // No control characters; separators are sent as forward slashes, as the corrected page has them.
  v.regex(/^[^\p{Cc}]+$/u),
  v.transform((path) => path.replaceAll('\\', '/'))
)

export interface VideoFileParams extends ForAgent {
  /** The `fileName` of the Record event, or the `filename` of the ImageCapture event. Always sent. */
  readonly recordId: string
  /** The event's node number; the gateway demands it where CTI servers form a pool (`104-010`). */
  readonly locationId: string | null
}

/** A video by its path. The vendor advises against files above 200 MB. */
export const downloadVideoFile = fileEndpoint({
  logName: 'downloadVideoFileEx',
  path: ({ agentId }: VideoFileParams) => `/recordfile/${agentPart(agentId)}/videofiledownloadEx`,
  query: (params) => ({
    recordId: parsed(recordPath, params.recordId, 'recording path'),
    ...(params.locationId === null
      ? {}
      : { locationId: parsed(locationId, params.locationId, 'location id') })
  }),
  timeoutMs: fileTimeoutMs,
  retcodes: [
    '108-001',
    '104-003',
    '104-010',
    '108-002',
    '108-011',
    '108-009',
    '108-012',
    '108-013'
  ],
  sensitive: [],
  page: 'cec_07_4218'
})

export interface ConferenceVideoParams extends ForAgent {
  readonly conferenceId: string
  readonly recordId: string | null
}

/** A video of a conference server's call, in its best quality (`fileType` 0). */
export const downloadConferenceVideo = fileEndpoint({
  logName: 'downloadVideoFile',
  logNameIsOurs: true,
  path: ({ agentId }: ConferenceVideoParams) =>
    `/recordfile/${agentPart(agentId)}/videofiledownload`,
  query: (params) => ({
    conferenceId: parsed(conferencePart, params.conferenceId, 'conference id'),
    ...(params.recordId === null
      ? {}
      : { recordId: parsed(conferencePart, params.recordId, 'record id') }),
    fileType: '0'
  }),
  timeoutMs: fileTimeoutMs,
  retcodes: [],
  sensitive: [],
  page: 'cec_07_4217'
})
