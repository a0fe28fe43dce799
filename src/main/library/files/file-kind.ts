import type { FileExtension } from './file-name.ts'

/** What a body must be: a video or a picture. Nothing else is ever kept. */
export type FileFamily = 'video' | 'picture'

export type FileKind = Extract<FileExtension, 'mp4' | 'avi' | 'mkv' | 'webm' | 'jpg' | 'png'>

/** How many bytes of the start {@link fileKindOf} looks at; fewer will do. */
export const headBytes = 64

const families: Readonly<Record<FileKind, FileFamily>> = {
  mp4: 'video',
  avi: 'video',
  mkv: 'video',
  webm: 'video',
  jpg: 'picture',
  png: 'picture'
}

/** Boxes that a file of the MP4 family (ISO/IEC 14496-12, QuickTime) is seen to begin with. */
const firstBoxes = new Set([
  ...['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'uuid', 'sidx', 'moof', 'pnot']
])

/**
 * What the first bytes are, by their own marks and never by the label that came with them; null
 * for a web page, JSON, audio or anything else that `family` does not name.
 */
export function fileKindOf(head: Buffer, family: FileFamily): FileKind | null {
  const kind = kindOf(head)
  return kind !== null && families[kind] === family ? kind : null
}

function kindOf(head: Buffer): FileKind | null {
  if (head.length >= 8 && firstBoxes.has(head.toString('latin1', 4, 8))) return 'mp4'
  const mark = head.toString('latin1', 0, 12)
  if (mark.startsWith('RIFF') && mark.endsWith('AVI ')) return 'avi'
  if (mark.startsWith('\x1a\x45\xdf\xa3')) {
    return head.includes('webm', 0, 'latin1') ? 'webm' : 'mkv'
  }
  if (mark.startsWith('\xff\xd8\xff')) return 'jpg'
  return mark.startsWith('\x89PNG\r\n\x1a\n') ? 'png' : null
}
