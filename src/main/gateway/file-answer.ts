import { Readable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import { isRedirect, readEnvelope, redirectRefused, refused } from './answer.ts'
import type { Endpoint } from './endpoint.ts'
import { codeOf, failureOf, type Progress } from './failure.ts'

/** An answer whose body has not been read yet. */
export interface OpenedAnswer {
  readonly status: number
  readonly header: (name: string) => string | undefined
  /** The `Set-Cookie` lines, one each. */
  readonly cookies: readonly string[]
  /** Emits the HTTP library's errors, which hold secrets: only files of this folder may listen. */
  readonly stream: Readable
  readonly progress: () => Progress
}

/** A download that has begun: its first bytes are no JSON error. */
export interface GatewayFile {
  /** Fails with an AppError only: `file:truncated`, `file:too-long`, `could-not-ask:*`. */
  readonly body: Readable
  /** Announced bytes, or null. */
  readonly length: number | null
  /**
   * True where the body ends with a mark of its own. With neither length nor mark, a cut body looks
   * like a whole one to every HTTP client: such a file is never proven complete.
   */
  readonly chunked: boolean
  readonly contentType: string
}

/** The gateway's refusals are some hundred bytes; more than this is not one. */
const jsonLimitBytes = 64 * 1024

/** Read ahead of a writer that is behind: one write of the library. */
const readAheadBytes = 1024 * 1024

type Definition = Pick<Endpoint<never, unknown>, 'logName' | 'kind'>

/** Tells a file from a refusal by status, label and first bytes; a refusal is thrown, whatever its label. */
export async function judgeFile(
  endpoint: Definition,
  opened: OpenedAnswer,
  ended: (end: { error?: AppError; bytes: number }) => void
): Promise<GatewayFile> {
  const { logName } = endpoint
  const source = new FileSource(endpoint, opened)
  try {
    if (isRedirect(opened.status)) throw redirectRefused(logName, opened.status)
    const contentType = opened.header('content-type') ?? ''
    const head = await source.head()
    const envelope = readEnvelope(head, contentType)
    if (envelope !== null && envelope.retcode !== '0') throw refused(logName, envelope)
    if (envelope !== null || opened.status !== 200 || !mayBeFile(opened)) {
      const said = `${logName}: HTTP ${String(opened.status)} without a file`
      throw new AppError('could-not-ask:unexpected-answer', said)
    }
    const chunked = /\bchunked\b/i.test(opened.header('transfer-encoding') ?? '')
    return { body: source.body(head, ended), length: source.length, chunked, contentType }
  } catch (thrown) {
    opened.stream.destroy()
    throw source.failure(thrown)
  }
}

/** A page of a proxy, JSON that is no refusal, and compressed bytes that nobody asked for are no file. */
function mayBeFile({ header }: OpenedAnswer): boolean {
  const encoding = header('content-encoding') ?? 'identity'
  return (
    !/^\s*(?:text\/html|application\/(?:json|xhtml))/i.test(header('content-type') ?? '') &&
    encoding.trim().toLowerCase() === 'identity'
  )
}

class FileSource {
  readonly length: number | null
  readonly #definition: Definition
  readonly #opened: OpenedAnswer
  #received = 0
  #ended = false

  constructor(definition: Definition, opened: OpenedAnswer) {
    this.#definition = definition
    this.#opened = opened
    const announced = Number(opened.header('content-length') ?? NaN)
    this.length = Number.isSafeInteger(announced) && announced >= 0 ? announced : null
  }

  /** Some first bytes; all of them, up to 64 KiB, where they begin like JSON or the status is no success. */
  head(): Promise<Buffer> {
    const { stream, status } = this.#opened
    const chunks: Buffer[] = []
    return new Promise((resolve, reject) => {
      // Headers and a fault can come in one packet: then the stream has failed before anybody looks.
      if (stream.destroyed) throw this.failure(stream.errored)
      const stop = (): void => {
        stream.off('data', take).off('end', end).off('error', reject).pause()
        resolve(Buffer.concat(chunks))
      }
      let json = status === 200 ? null : true
      const take = (chunk: Buffer): void => {
        chunks.push(chunk)
        this.#received += chunk.length
        json ??= beginsLikeJson(chunk)
        if (json === false || this.#received >= jsonLimitBytes) stop()
      }
      const end = (): void => {
        this.#ended = true
        stop()
      }
      stream.on('data', take).on('end', end).on('error', reject)
    })
  }

  /** The whole body, beginning with the bytes that were looked at already. */
  body(head: Buffer, ended: (end: { error?: AppError; bytes: number }) => void): Readable {
    const { stream } = this.#opened
    const body = new Readable({
      highWaterMark: readAheadBytes,
      read: () => {
        if (!this.#ended) stream.resume()
      },
      destroy: (error, done) => {
        stream.destroy()
        const stopped = error ?? (this.#ended ? null : this.#cancelled())
        const bytes = this.#received
        ended(stopped === null ? { bytes } : { bytes, error: AppError.from(stopped) })
        done(error)
      }
    })
    // A failure nobody listens for yet must not end the process; readers see it all the same.
    body.on('error', () => undefined)
    body.push(head)
    const end = (): void => {
      this.#ended = true
      body.push(null)
    }
    // Between the first bytes and now the rest may have ended, or failed, with nobody listening.
    if (stream.errored !== null) throw this.failure(stream.errored)
    if (this.#ended || stream.readableEnded) end()
    stream.on('data', (chunk: Buffer) => {
      this.#received += chunk.length
      if (!body.push(chunk)) stream.pause()
    })
    stream.on('end', end)
    stream.on('error', (thrown) => body.destroy(this.failure(thrown)))
    stream.on('close', () => {
      if (!this.#ended) body.destroy(this.#cancelled())
    })
    return body
  }

  #cancelled(): AppError {
    return new AppError(
      'could-not-ask:cancelled',
      `${this.#definition.logName}: not read to its end`
    )
  }

  failure(thrown: unknown): AppError {
    const { logName } = this.#definition
    const code = codeOf(thrown)
    const whole = this.length !== null && this.#received >= this.length
    if (whole && /^(?:HPE_|ERR_HTTP_CONTENT_LENGTH)/.test(code)) {
      return new AppError('file:too-long', `${logName}: more bytes than announced (${code})`)
    }
    if (/^(?:ECONNRESET|EPIPE|ERR_HTTP_CONTENT_LENGTH_MISMATCH)$/.test(code)) {
      return new AppError('file:truncated', `${logName}: the body was cut off (${code})`)
    }
    return failureOf(thrown, this.#definition, this.#opened.progress())
  }
}

/** Leading blanks and a byte order mark do not hide a `{`; null while there is nothing else. */
function beginsLikeJson(chunk: Buffer): boolean | null {
  const first = chunk.find((byte) => !jsonBlanks.has(byte))
  return first === undefined ? null : first === 0x7b
}
const jsonBlanks = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf])
