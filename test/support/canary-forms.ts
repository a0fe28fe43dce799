/** A secret in one of the ways in which a program may have written it down. */
export interface Needle {
  readonly secret: string
  readonly form: string
  readonly bytes: Buffer
}

/** Every form of every secret that is looked for. What was compressed or encrypted is not found. */
export function needlesOf(secrets: Readonly<Record<string, string>>): Needle[] {
  return Object.entries(secrets).flatMap(([secret, value]) =>
    formsOf(value).map(([form, written]) => ({ secret, form, bytes: Buffer.from(written) }))
  )
}

function formsOf(value: string): (readonly [form: string, written: string | Buffer])[] {
  const bytes = Buffer.from(value)
  const hex = bytes.toString('hex')
  const percent = hex.replaceAll(/../g, '%$&')
  const escaped = encodeURIComponent(value)
  return [
    ['in plain text', value],
    ['as UTF-16', Buffer.from(value, 'utf16le')],
    ['as hexadecimal', hex],
    ...(escaped === value ? [] : [['percent-encoded', escaped] as const]),
    ['percent-encoded', percent],
    ['percent-encoded', percent.toUpperCase()],
    ...[0, 1, 2].flatMap((before) => {
      const encoded = base64At(bytes, before)
      return [['as Base64', encoded] as const, ['as Base64', urlSafe(encoded)] as const]
    })
  ]
}

/** The letters that stay the same whatever surrounds the bytes: Base64 packs three bytes into four. */
function base64At(bytes: Buffer, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
  const first = Math.ceil((before * 8) / 6)
  const last = Math.floor(((before + bytes.length) * 8) / 6)
  return encoded.slice(first, last)
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_')
