import { AppError } from '../../../shared/errors.ts'

/** A part of a path that every system can write: no device, no drive, nothing invisible. */
const safePart = /^(?![\s.])[^\p{C}\\/:*?"<>|]{1,160}(?<![\s.])$/u
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=[.\s]|$)/i

const isSafe = (entryName: string): boolean =>
  entryName.split('/').every((part) => safePart.test(part) && !deviceName.test(part))

/**
 * Throws `invalid-input` where a name could leave the folder in which the archive is opened, could
 * not be written there, or is taken twice (names that differ in case only are the same on Windows).
 */
export function requireSafeEntries(entryNames: readonly string[]): void {
  const folded = new Set(entryNames.map((name) => name.normalize('NFC').toLowerCase()))
  if (folded.size === entryNames.length && entryNames.every(isSafe)) return
  throw new AppError('invalid-input', 'A name in the archive is unsafe or taken twice')
}
