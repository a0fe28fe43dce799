import { pathLimit } from './reply-fields.ts'

/** Where a recording is, and so which download fetches it. */
export type RecordingSource =
  | { readonly kind: 'video-file'; readonly path: string }
  | {
      readonly kind: 'conference'
      readonly conferenceId: string
      /** In the order of the event; usually one. */
      readonly recordIds: readonly string[]
    }
  | { readonly kind: 'audio-file'; readonly path: string }
  | { readonly kind: 'unknown' }

const conferencePart = /^[\w-]{1,128}$/
const audioEnding = /\.(?:v3|wav|mp3|amr|vox)$/i

/**
 * Reads the `fileName` of `AgentMediaEvent_Record` (cec_07_1381), which has three shapes:
 * `Y:/6/0/20161025/20011/1902050.V3`, `Y:/1/0/20201202/503/1714442.mp4` and
 * `conferenceId=<uuid>;recordId0=<uuid>;`. `fileMediaType` is 1 for audio, 2 for video.
 */
export function parseRecordingSource(
  fileName: string,
  fileMediaType: number | null
): RecordingSource {
  if (fileName.length > pathLimit || /\p{Cc}/u.test(fileName)) return { kind: 'unknown' }
  if (/^\s*conferenceId\s*=/i.test(fileName)) return conference(fileName)
  const path = fileName.trim().replaceAll('\\', '/')
  // Without a separator it is the serial number of the recording, which no download takes.
  if (!path.includes('/') || path.endsWith('/')) return { kind: 'unknown' }
  const audio = fileMediaType === 1 || (fileMediaType !== 2 && audioEnding.test(path))
  return { kind: audio ? 'audio-file' : 'video-file', path }
}

function conference(fileName: string): RecordingSource {
  const pairs = fileName.split(';').map((part): [string, string] => {
    const [name = '', ...value] = part.split('=')
    return [name.trim().toLowerCase(), value.join('=').trim()]
  })
  const conferenceId = pairs.find(([name]) => name === 'conferenceid')?.[1] ?? ''
  const recordIds = pairs.filter(([name]) => /^recordid\d*$/.test(name)).map(([, value]) => value)
  const usable = [conferenceId, ...recordIds].every((part) => conferencePart.test(part))
  return usable ? { kind: 'conference', conferenceId, recordIds } : { kind: 'unknown' }
}
