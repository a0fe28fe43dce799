import fs from 'node:fs'

/** The two calls that reach the disk; tests hand in ones that misbehave. */
export interface DiskCalls {
  writev(
    descriptor: number,
    batch: { readonly chunks: readonly Buffer[]; readonly position: number },
    done: (error: Error | null, written: number) => void
  ): void
  fsync(descriptor: number, done: (error: Error | null) => void): void
}

export const realDisk: DiskCalls = {
  writev: (descriptor, { chunks, position }, done) => {
    fs.writev(descriptor, chunks, position, done)
  },
  fsync: (descriptor, done) => {
    fs.fsync(descriptor, done)
  }
}
