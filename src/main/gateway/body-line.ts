import type { ClientRequest, IncomingMessage } from 'node:http'
import https, { type Agent } from 'node:https'
import { TLSSocket } from 'node:tls'
import type { AppError } from '../../shared/errors.ts'
import type { CertificateFacts } from '../../shared/model/connection-facts.ts'
import type { Clock } from '../clock.ts'
import { bodyFailure, endedBy, notAnswered, tooLong, tooSlow, untrusted } from './body-failure.ts'
import { firstLimitMs, limitsMs } from './body-limits.ts'
import { watchCertificate } from './certificate.ts'
import type { Progress } from './failure.ts'
import type { LentRequest } from './lent-request.ts'
import { pinMismatch } from './line-options.ts'

export interface LineRequest {
  readonly request: LentRequest
  /** In addition to those of the request. */
  readonly headers: Readonly<Record<string, string>>
  readonly agent: Agent
  readonly clock: Clock
  /** How long the head of the answer may take once the request was sent. */
  readonly headMs: number
  readonly signal: AbortSignal
}

/**
 * One request over a connection of its own, to the end of that connection. The first failure wins, ends
 * the connection and is an AppError: what Node throws goes no further, because it may hold headers.
 */
export class Line {
  readonly #options: LineRequest
  readonly #request: ClientRequest
  #response: IncomingMessage | null = null
  #failure: AppError | null = null
  #waiting: ((failure: AppError) => void)[] = []
  #cancelLimit: () => void = () => undefined
  #certificate: () => CertificateFacts | null = () => null
  #sent = false
  #over = false
  /** Resolves after the `close` of the connection, when it has told why it ended. */
  readonly #ended = Promise.withResolvers<undefined>()

  constructor(options: LineRequest) {
    const { request, headers, agent, signal } = options
    this.#options = options
    const url = new URL(request.url)
    this.#request = https.request(url, {
      method: request.method,
      headers: { ...request.headers, ...headers, connection: 'close' },
      agent,
      maxHeaderSize: 16 * 1024
    })
    this.#request.once('socket', (socket) => {
      // The agent is one of `https`: it makes no other sockets.
      if (socket instanceof TLSSocket) this.#connect(socket, url.hostname)
    })
    this.#request.once('response', (response) => {
      this.#answered(response)
    })
    // These two stay for good: a late error must never end the process.
    this.#request.on('error', this.#broken)
    this.#request.on('close', this.#gone)
    signal.addEventListener('abort', this.#abort)
    this.#limit(firstLimitMs(request.line, url.hostname), 'finding a way')
    if (signal.aborted) this.#abort()
  }

  /** The head of the answer. */
  head(): Promise<IncomingMessage> {
    return this.until((found) => {
      if (this.#response === null) this.#request.once('response', found)
      else found(this.#response)
    })
  }

  /** Settles with what `begin` finds, or with the failure that ends the line. */
  until<T>(begin: (found: (value: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) {
        reject(this.#failure)
        return
      }
      this.#waiting.push(reject)
      begin(resolve)
    })
  }

  /** Waits until the server has hung up, at most `ms`. */
  hungUp(ms: number): Promise<void> {
    return this.until((found) => {
      const cancel = this.#options.clock.after(ms, found)
      void this.#ended.promise.then(cancel).then(found)
    })
  }

  /** Ends the line because of `error`, unless it has ended already. */
  fail(error: AppError): void {
    if (this.#over) return
    this.#failure = error
    this.close()
    for (const reject of this.#waiting) reject(error)
  }

  /** Ends the line; nothing is told any more. */
  close(): void {
    this.#over = true
    this.#cancelLimit()
    this.#options.signal.removeEventListener('abort', this.#abort)
    this.#request.destroy()
  }

  #connect(socket: TLSSocket, host: string): void {
    this.#certificate = watchCertificate(socket, host)
    // Through a proxy the way is there already.
    if (!socket.connecting) this.#limit(limitsMs.handshake, 'the handshake')
    socket.once('lookup', () => {
      this.#limit(limitsMs.connect, 'connecting')
    })
    socket.once('connect', () => {
      this.#limit(limitsMs.handshake, 'the handshake')
    })
    socket.once('secureConnect', () => {
      this.#send(socket)
    })
    this.#listenBeyondTheEnd(socket)
  }

  /**
   * Nothing is written before the certificate was found good, not even where the environment of the
   * process tells Node to let any certificate pass.
   */
  #send(socket: TLSSocket): void {
    const { certificate, pin } = this.#progress()
    if (!socket.authorized || (pin !== null && certificate?.fingerprint256 !== pin.sha256)) {
      this.fail(
        untrusted(socket.authorized ? pinMismatch : socket.authorizationError, { certificate, pin })
      )
      return
    }
    this.#sent = true
    this.#limit(this.#options.headMs, 'the head of its answer')
    this.#request.end()
  }

  #answered(response: IncomingMessage): void {
    this.#response = response
    this.#cancelLimit()
    response.on('error', this.#broken)
    // Node would close the connection with the body: then nobody would see what comes after it.
    response.removeAllListeners('end')
  }

  /** Bytes after the body (of an announced length, or ended by its mark) prove that it is not right. */
  #listenBeyondTheEnd(socket: TLSSocket): void {
    let ended = false
    // In front of the HTTP parser: when it sees the packet that completes the body, this has been.
    socket.prependListener('data', () => {
      if (this.#response?.complete === true) this.fail(tooLong('later'))
    })
    socket.once('end', () => (ended = true))
    socket.once('error', () => (ended = true))
    socket.once('close', () => {
      // Node itself hangs up, without a word, on a second answer to the same request.
      if (!ended && this.#response?.complete === true) this.fail(tooLong('a second answer'))
      this.#ended.resolve(undefined)
    })
  }

  #progress(): Progress {
    const { pin } = this.#options.request.line
    return { sent: this.#sent, certificate: this.#certificate(), pin }
  }

  #limit(ms: number, doing: string): void {
    this.#cancelLimit()
    this.#cancelLimit = this.#options.clock.after(ms, () => {
      this.fail(tooSlow(doing))
    })
  }

  readonly #abort = (): void => {
    this.fail(endedBy(this.#options.signal))
  }

  readonly #gone = (): void => {
    if (this.#response === null) this.#broken({ code: 'ECONNRESET' })
  }

  readonly #broken = (thrown: unknown): void => {
    const response = this.#response
    if (response === null) {
      this.fail(notAnswered(thrown, this.#progress()))
      return
    }
    const failure = bodyFailure(thrown, response.complete)
    if (failure !== null) this.fail(failure)
  }
}
