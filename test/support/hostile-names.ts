import { join, posix, relative, win32 } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { fileExtensions, nameLimits } from '../../src/main/library/files/file-name.ts'

/** "Naming Files, Paths, and Namespaces" of Microsoft's documentation, and `CONIN$`, `CONOUT$`. */
const devices = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|\s|$)/i

/** Each rule that a name must keep on Windows and macOS, whatever it was made from. */
const rules: Readonly<Record<string, (name: string) => boolean>> = {
  composed: (name) => name === name.normalize('NFC'),
  'whole characters': (name) => name.isWellFormed(),
  short: (name) => name.length <= nameLimits.units && Buffer.byteLength(name) <= nameLimits.bytes,
  'no separator or wildcard': (name) => !/[/\\:*?"<>|{}]/.test(name),
  visible: (name) => !/[\p{Control}\p{Format}\p{Surrogate}\p{Zl}\p{Zp}]/u.test(name),
  'plain ends': (name) => !/^[-.~\s]|[.\s]$/.test(name),
  'no device': (name) => !devices.test(name),
  'an extension of ours': (name) =>
    fileExtensions.some((extension) => name.endsWith(`.${extension}`) && name !== `.${extension}`),
  'one component': (name) => win32.basename(name) === name && posix.basename(name) === name,
  'in its folder': (name) => relative('/videos', join('/videos', name)) === name
}

/** Fails by the name of the first rule that a name breaks. */
export function expectHarmless(name: string): void {
  const broken = Object.entries(rules).find(([, keeps]) => !keeps(name))
  // Looked at first, because a hundred thousand expectations take minutes.
  if (broken !== undefined) expect({ name, breaks: broken[0] }).toEqual({ name, breaks: null })
}

/** Names that have broken programs before. */
export const hostileNames = [
  ...['CON', 'con', 'PRN', 'AUX', 'NUL', 'CONIN$', 'conout$', 'COM0', 'COM9', 'LPT1', 'LPT³'],
  ...[
    'COM¹',
    'com1.txt',
    'nul .',
    'aux.',
    'con.mp4',
    'NUL.tar.gz',
    'CON  ',
    '.CON',
    ' CON',
    '-CON'
  ],
  ...['.', '..', '...', '. . .', '../../etc/passwd', '..\\..\\x', '/etc/passwd', 'C:\\Windows'],
  ...['C:', '\\\\server\\share', '\\\\?\\C:\\x', '\\\\.\\PhysicalDrive0', 'a:ads', 'a::$DATA'],
  ...['-rf', '--', '.hidden', '~$lock', '~', '$MFT', 'desktop.ini', 'Thumbs.db', '.DS_Store'],
  'x.{20D04FE0-3AEA-1069-A2D8-08002B30309D}',
  ...['x.lnk', 'x.local', 'x.exe', 'x.mp4.exe', 'x.html', 'photo\u202egpj.exe', '\u2066x\u2069'],
  ...[
    '\ud800lone',
    'lone\udc00',
    '\udc00\ud800',
    '\uffff',
    '\ufffe',
    '\ufdd0',
    '\ufeffx',
    '\u00adx'
  ],
  ...['e\u0301'.repeat(80), '\u0958'.repeat(80), '\ufb1d'.repeat(90), '👩‍👩‍👧'.repeat(40)],
  ...['视频'.repeat(60), 'x'.repeat(300), `con.${'x'.repeat(300)}`, ' '.repeat(300), ''],
  ...['\0', 'a\0b', 'a\r\nb', 'a\tb', '\u0085', '\u2028', '\u2029', '\u001b[31m', '%00', '%2e%2e'],
  ...['*?"<>|', 'a/b', 'a\\b', 'name.', 'name ', '\u2000name', 'name\u3000', '__proto__', 'K\u212a']
]

/** Texts that stress the rules: any units (unpaired ones too), reserved words, long ones. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom(...hostileNames), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom(...hostileNames), fc.string()).map(([start, end]) => `${start}.${end}`)
)
export const anyExtension = fc.constantFrom(...fileExtensions)
