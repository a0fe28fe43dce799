import type { Hash } from 'node:crypto'
import { Writable } from 'node:stream'
import { AppError } from '../../../shared/errors.ts'
import { realDisk, type DiskCalls } from './disk-calls.ts'
import { headBytes } from './file-kind.ts'
import { fileProblem } from './file-problem.ts'

/** Bytes that go to the disk in one `writev`; larger batches lengthen the pauses of the event loop. */
const batchBytes = 256 * 1024

/** Bytes that may wait in memory while one `writev` is on its way. */
const waitingBytes = 1024 * 1024

export interface FileSinkOptions {
  /** An open file, writable. Whoever opened it closes it, and only after this sink's `close`. */
  readonly descriptor: number
  /** Where the first byte goes. */
  readonly startAt: number
  /** A SHA-256 that has seen the bytes before `startAt`. */
  readonly hash: Hash
  /**
   * Sees the first bytes before any is written, {@link headBytes} or more. Returns 0 to admit them,
   * or how many more it must see (up to {@link batchBytes}); may throw to refuse them. With `whole`
   * there are no more. Not asked where the file is continued.
   */
  readonly admit: (head: Buffer, whole: boolean) => number
  /** Sees the size of the file so far before that is written, once a chunk; may throw to end it. */
  readonly count: (bytes: number) => void
  readonly disk?: DiskCalls
}

type Done = (error?: Error | null) => void

/**
 * Where a body becomes bytes on the disk: counted, hashed (SHA-256) and written in batches with
 * one `writev` in flight; on the end everything is flushed and fsynced. Its errors are `AppError`s.
 * `close` is emitted only when no write is on its way any more.
 */
export class FileSink extends Writable {
  readonly #options: FileSinkOptions
  readonly #disk: DiskCalls
  #batch: Buffer[] = []
  #batchLength = 0
  /** How many first bytes are awaited before any is written; 0 once they are admitted. */
  #wanted: number
  #bytes: number
  #written: number
  /** Set while a write is on its way: the file must not be closed under it. */
  #writing = false
  #whenWritten: (() => void) | null = null

  constructor(options: FileSinkOptions) {
    super({ highWaterMark: waitingBytes })
    this.#options = options
    this.#disk = options.disk ?? realDisk
    this.#bytes = this.#written = options.startAt
    this.#wanted = options.startAt === 0 ? headBytes : 0
  }

  /** The size of the file with everything that was taken, written or not. */
  get bytes(): number {
    return this.#bytes
  }

  /** Up to here the disk has taken the file; flushed only after the end. */
  get writtenBytes(): number {
    return this.#written
  }

  /** The SHA-256 of the file, in hex. Once, after the end. */
  digest(): string {
    return this.#options.hash.digest('hex')
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
      if (this.#wanted > 0) this.#admit(true)
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
    done(error)
  }

  #take(chunks: Buffer[], done: Done): void {
    try {
      for (const chunk of chunks) this.#add(chunk)
      if (this.#wanted > 0 && this.#batchLength >= this.#wanted) this.#admit(false)
    } catch (error) {
      done(fileProblem(error, 'Receiving the body'))
      return
    }
    if (this.#batchLength >= batchBytes) this.#flush(done)
    else done()
  }

  #add(chunk: Buffer): void {
    // A batch of nothing would be a write that takes no byte: a fault of the disk elsewhere.
    if (chunk.length === 0) return
    this.#bytes += chunk.length
    this.#options.count(this.#bytes)
    this.#options.hash.update(chunk)
    this.#batch.push(chunk)
    this.#batchLength += chunk.length
  }

  /** A batch is larger than what may be wanted, so nothing is written before the answer is 0. */
  #admit(whole: boolean): void {
    this.#wanted = this.#options.admit(Buffer.concat(this.#batch), whole)
  }

  #flush(done: Done): void {
    const batch = this.#batch
    this.#batch = []
    this.#batchLength = 0
    this.#writeAll(batch, done)
  }

  /** The kernel may take fewer bytes than it was given: the rest is sent again. */
  #writeAll(batch: Buffer[], done: Done): void {
    if (batch.length === 0) {
      done()
      return
    }
    this.#writing = true
    const write = { chunks: batch, position: this.#written }
    this.#disk.writev(this.#options.descriptor, write, (error, written) => {
      this.#writing = false
      const failure = error ?? (written === 0 ? tookNothing() : null)
      if (failure === null) this.#written += written
      if (this.#whenWritten !== null) this.#whenWritten()
      else if (failure === null) this.#writeAll(after(batch, written), done)
      else done(fileProblem(failure, 'Writing'))
    })
  }

  #settle(done: Done): void {
    this.#writing = true
    this.#disk.fsync(this.#options.descriptor, (error) => {
      this.#writing = false
      if (this.#whenWritten !== null) this.#whenWritten()
      else done(error === null ? null : fileProblem(error, 'Flushing to the disk'))
    })
  }
}

const tookNothing = (): AppError => new AppError('file:write-failed', 'The disk took no byte')

function after(batch: Buffer[], written: number): Buffer[] {
  const length = batch.reduce((sum, chunk) => sum + chunk.length, 0)
  // What nearly always is the case.
  if (written === length) return []
  let skip = written
  return batch.flatMap((chunk) => {
    const left = chunk.subarray(Math.min(skip, chunk.length))
    skip = Math.max(0, skip - chunk.length)
    return left.length === 0 ? [] : [left]
  })
}
