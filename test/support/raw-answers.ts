export interface RawAnswer {
  readonly status?: number
  /** In addition to the length; a list is sent as one line each. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Buffer
  /** Sent instead of the body's own length; null sends none. */
  readonly length?: number | null
}

/** The bytes of one HTTP answer. */
export function answer({ status = 200, headers = {}, body = '', length }: RawAnswer): Buffer {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body, 'utf8')
  const announced = length === undefined ? bytes.length : length
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((line) => `${name}: ${line}\r\n`)
  )
  const lengthLine = announced === null ? '' : `Content-Length: ${String(announced)}\r\n`
  const head = `HTTP/1.1 ${String(status)} Answer\r\n${lines.join('')}${lengthLine}\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes])
}

const jsonType = 'application/json;charset=UTF-8'

/** A JSON answer, labelled as the gateway labels it. */
export const json = (
  value: unknown,
  headers: Readonly<Record<string, string | readonly string[]>> = {}
): Buffer =>
  answer({ headers: { 'Content-Type': jsonType, ...headers }, body: JSON.stringify(value) })

/** The gateway's yes. */
export const yes = (
  result: unknown = {},
  headers: Readonly<Record<string, string | readonly string[]>> = {}
): Buffer => json({ message: 'success', retcode: '0', result }, headers)

/** The gateway's no. */
export const no = (
  retcode: string,
  message = 'no right to invite resource',
  headers: Readonly<Record<string, string | readonly string[]>> = {}
): Buffer => json({ retcode, message, result: '' }, headers)

/** One piece of a chunked body. */
export const chunk = (bytes: Buffer | string): Buffer => {
  const data = Buffer.from(bytes)
  return Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')])
}

/** How the gateway labels a file (cec_07_4218). */
export const octets = { 'Content-Type': 'application/octet-stream;charset=utf-8' }

/** The head of a chunked file; its pieces follow with {@link chunk}, an empty one ends it. */
export const chunkedHead = (headers: Readonly<Record<string, string>> = octets): Buffer =>
  answer({ headers: { ...headers, 'Transfer-Encoding': 'chunked' }, length: null })
