import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { Writable } from 'node:stream'
import { headBytes } from './file-kind.ts'
import { fileProblem } from './file-problem.ts'

/** Bytes that go to the disk in one `writev`; larger batches lengthen the pauses of the event loop. */
const batchBytes = 256 * 1024

/** Bytes that may wait in memory while one `writev` is on its way. */
const waitingBytes = 1024 * 1024

export interface FileSinkOptions {
  /** A file that must not exist: it is created exclusively, readable by this account only. */
  path: string
  /** Sees the first {@link headBytes} bytes before any is written (all of a shorter body); may throw to refuse them. */
  admit: (head: Buffer) => void
  /** Sees the number of bytes so far before they are written, once a chunk; may throw to end it. */
  count: (receivedBytes: number) => void
}

type Done = (error?: Error | null) => void

/**
 * Where a body becomes bytes on the disk: counted, hashed (SHA-256) and written in batches with
 * one `writev` in flight; on the end everything is flushed, fsynced and closed. Its errors are
 * `AppError`s. `close` is emitted only when no write is on its way any more.
 */
export class FileSink extends Writable {
  readonly #options: FileSinkOptions
  readonly #hash = createHash('sha256')
  #descriptor: number | null = null
  #batch: Buffer[] = []
  #batchLength = 0
  #admitted = false
  #received = 0
  #created = false
  /** Set while a write is on its way: closing under it could hit another file's descriptor. */
  #writing = false
  #whenWritten: (() => void) | null = null

  constructor(options: FileSinkOptions) {
    super({ highWaterMark: waitingBytes })
    this.#options = options
  }

  /** True once the file was made by this sink, and so is its to remove. */
  get created(): boolean {
    return this.#created
  }

  get receivedBytes(): number {
    return this.#received
  }

  /** The SHA-256 of everything written, in hex. Once, after the end. */
  digest(): string {
    return this.#hash.digest('hex')
  }

  override _construct(done: Done): void {
    fs.open(this.#options.path, 'wx', 0o600, (error, descriptor) => {
      if (error === null) {
        this.#descriptor = descriptor
        this.#created = true
      }
      done(error === null ? null : fileProblem(error, 'Creating the file'))
    })
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#take([chunk], done)
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.#take(
      chunks.map(({ chunk }) => chunk),
      done
    )
  }

  override _final(done: Done): void {
    try {
      this.#admit()
    } catch (error) {
      done(fileProblem(error, 'Checking the first bytes'))
      return
    }
    this.#flush((error) => {
      if (error) done(error)
      else this.#settle(done)
    })
  }

  override _destroy(error: Error | null, done: Done): void {
    if (this.#writing) {
      this.#whenWritten = () => {
        this._destroy(error, done)
      }
      return
    }
    this.#batch = []
    this.#close(() => {
      done(error)
    })
  }

  #take(chunks: Buffer[], done: Done): void {
    try {
      for (const chunk of chunks) this.#add(chunk)
      if (this.#batchLength >= headBytes) this.#admit()
    } catch (error) {
      done(fileProblem(error, 'Receiving the body'))
      return
    }
    if (this.#batchLength >= batchBytes) this.#flush(done)
    else done()
  }

  #add(chunk: Buffer): void {
    this.#received += chunk.length
    this.#options.count(this.#received)
    this.#hash.update(chunk)
    this.#batch.push(chunk)
    this.#batchLength += chunk.length
  }

  #admit(): void {
    if (this.#admitted) return
    this.#admitted = true
    this.#options.admit(Buffer.concat(this.#batch).subarray(0, headBytes))
  }

  #flush(done: Done): void {
    const batch = this.#batch
    this.#batch = []
    this.#batchLength = 0
    this.#writeAll(batch, done)
  }

  /** The kernel may take fewer bytes than it was given: the rest is sent again. */
  #writeAll(batch: Buffer[], done: Done): void {
    if (this.#descriptor === null || batch.length === 0) {
      done()
      return
    }
    this.#writing = true
    fs.writev(this.#descriptor, batch, (error, written) => {
      this.#writing = false
      if (this.#whenWritten !== null) {
        this.#whenWritten()
        return
      }
      if (error === null) this.#writeAll(after(batch, written), done)
      else done(fileProblem(error, 'Writing'))
    })
  }

  #settle(done: Done): void {
    if (this.#descriptor === null) {
      done()
      return
    }
    this.#writing = true
    fs.fsync(this.#descriptor, (error) => {
      this.#writing = false
      if (this.#whenWritten !== null) this.#whenWritten()
      else if (error === null) this.#close(done)
      else done(fileProblem(error, 'Flushing to the disk'))
    })
  }

  #close(done: Done): void {
    const descriptor = this.#descriptor
    this.#descriptor = null
    if (descriptor === null) {
      done()
      return
    }
    fs.close(descriptor, (error) => {
      done(error ? fileProblem(error, 'Closing the file') : null)
    })
  }
}

function after(batch: Buffer[], written: number): Buffer[] {
  let skip = written
  return batch.flatMap((chunk) => {
    const left = chunk.subarray(Math.min(skip, chunk.length))
    skip = Math.max(0, skip - chunk.length)
    return left.length === 0 ? [] : [left]
  })
}
