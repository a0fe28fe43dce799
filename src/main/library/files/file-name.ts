import { createHash } from 'node:crypto'
import filenamify from 'filenamify'

/** Every extension that a file of ours can have. */
export const fileExtensions = ['mp4', 'avi', 'wav', 'mkv', 'webm', 'bin', 'jpg', 'png'] as const
export type FileExtension = (typeof fileExtensions)[number]

/**
 * The limits of a whole name, number and extension included. Most file systems allow 255 units or
 * bytes; the rest is left to the folder's own path (260 units on an older Windows) and to `.part`.
 */
export const nameLimits = { units: 120, bytes: 200 } as const

/** Room that the stem leaves for `_` before it, `.webm` and a number up to ` (999999)` after it. */
const stemLimits = { units: nameLimits.units - 15, bytes: nameLimits.bytes - 15 } as const

/** Device names of Windows, whatever follows the first dot or blank (filenamify misses none of them alone). */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=[.\s]|$)/i

/** Characters that nobody sees, or that turn the direction of those beside them; and class ids' braces. */
const unseen = /[{}\ufffd\p{Control}\p{Format}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu

/** What a call id or agent id looks like when it can stand in a name as it is. */
const plainPart = /^[A-Za-z0-9][\w.-]{0,63}$/

/** What a file of ours is named after. */
export interface FileSubject {
  /** When it was made, in milliseconds since 1970; named in this PC's local time. */
  at: number
  agentId: string
  callId: string | null
  /** The gateway's path: never part of the name, only hashed where the call is not known. */
  serverPath: string
}

/**
 * Any text as one file name for Windows and macOS: NFC, within {@link nameLimits}, no device name,
 * no control, bidirectional or unpaired character, no leading dash, dot or blank, and no class id
 * in braces (`report.{20D04FE0-…}` opens a shell folder on Windows).
 */
export function safeFileName(stem: string, extension: FileExtension): string {
  const tamed = filenamify(stem.toWellFormed(), { replacement: '_', maxLength: stemLimits.units })
    .replaceAll(unseen, '_')
    .replace(/^[-.~\s]+/, '')
  const short = withinBytes(tamed.normalize('NFC')).replace(/[.\s]+$/, '')
  const named = short === '' ? 'file' : short
  return `${deviceName.test(named) ? `_${named}` : named}.${extension}`
}

/** The name to try when the first `attempt - 1` are taken: `name.mp4`, `name (2).mp4`, … */
export function numberedName(name: string, attempt: number): string {
  if (attempt === 1) return name
  const dot = name.lastIndexOf('.')
  return `${name.slice(0, dot)} (${attempt})${name.slice(dot)}`
}

/** The agent as a name can hold it. */
export const agentPart = ({ agentId }: FileSubject): string => plain(agentId)

/** The call as a name can hold it; where it is not known, a hash of the server's path. */
export const callPart = ({ callId, serverPath }: FileSubject): string =>
  callId === null ? shortHash(serverPath) : plain(callId)

/** The first 8 hex digits of a text's SHA-256: enough to tell names apart, nothing to read back. */
function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

function plain(part: string): string {
  return plainPart.test(part) ? part : shortHash(part)
}

/** The longest start that fits, cut between characters (not inside a pair of surrogates). */
function withinBytes(text: string): string {
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > stemLimits.bytes || end + character.length > stemLimits.units) break
    end += character.length
  }
  return text.slice(0, end)
}
