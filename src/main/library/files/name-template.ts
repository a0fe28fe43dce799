import { AppError } from '../../../shared/errors.ts'
import {
  agentPart,
  callPart,
  safeFileName,
  type FileExtension,
  type FileSubject
} from './file-name.ts'

/** What a template can hold, each in braces. */
export const placeholders = ['date', 'time', 'agent', 'call'] as const
type Placeholder = (typeof placeholders)[number]

export const defaultTemplate = '{date}_{time}_{agent}_{call}'

/** A text as it stands, or the name of what goes in its place. */
type Piece = { readonly text: string } | { readonly placeholder: Placeholder }

/** What no file name may hold on Windows or macOS; the braces of no placeholder are among it. */
const forbidden = /[/\\:*?"<>|{}\p{Control}\p{Format}\p{Surrogate}\p{Zl}\p{Zp}]/u

/** True where {@link fileNameFrom} takes this template. */
export function isTemplate(template: string): boolean {
  return parsed(template) !== null
}

/**
 * The name of a file: `20261120_093015_1001_1552524689-16797284.mp4`. Made from our own fields,
 * never from what the server proposes; what cannot stand in a name becomes the first 8 hex digits
 * of its SHA-256, and a call that is not known the same of the file's path on the server.
 * Throws `name-template-invalid` where a placeholder is unknown, where there is none at all (every
 * file would have one name), and where a character is in it that no file name may hold.
 */
export function fileNameFrom(
  template: string,
  subject: FileSubject,
  extension: FileExtension
): string {
  const pieces = parsed(template)
  if (pieces === null) {
    throw new AppError('name-template-invalid', 'The template of file names cannot be used')
  }
  const values = valuesOf(subject)
  const stem = pieces.map((piece) => ('text' in piece ? piece.text : values[piece.placeholder]))
  return safeFileName(stem.join(''), extension)
}

/** The name that an example call's video would get at `at` (milliseconds since 1970). */
export function previewName(template: string, at: number): string {
  const subject = { at, agentId: '1001', callId: '1552524689-16797284', serverPath: '' }
  return fileNameFrom(template, subject, 'mp4')
}

function parsed(template: string): readonly Piece[] | null {
  // Every other part is what stood in a pair of braces.
  const parts = template.split(/\{([^{}]*)\}/)
  const pieces = parts.map((part, index) => (index % 2 === 0 ? textPiece(part) : named(part)))
  const whole = pieces.filter((piece) => piece !== null)
  return whole.length === parts.length && parts.length > 1 ? whole : null
}

const textPiece = (text: string): Piece | null => (forbidden.test(text) ? null : { text })

function named(name: string): Piece | null {
  const placeholder = placeholders.find((known) => known === name)
  return placeholder === undefined ? null : { placeholder }
}

/** Date and time as this PC's clock shows them. */
function valuesOf(subject: FileSubject): Readonly<Record<Placeholder, string>> {
  const date = new Date(subject.at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return {
    date: `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`,
    time: `${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`,
    agent: agentPart(subject),
    call: callPart(subject)
  }
}
