import { realDisk, type DiskCalls } from '../../src/main/library/files/disk-calls.ts'

/** The real disk, some of whose calls a test replaces. */
export function madeDisk(changes: Partial<DiskCalls>): DiskCalls {
  return { ...realDisk, ...changes }
}

/** An error as the system gives it. */
export const systemError = (code: string): Error => Object.assign(new Error(code), { code })

/** A disk that takes `bytes` and then says no with `code`. */
export function diskOf(bytes: number, code: string): DiskCalls {
  const real = madeDisk({})
  return madeDisk({
    writev: (descriptor, batch, done) => {
      const length = batch.chunks.reduce((sum, chunk) => sum + chunk.length, 0)
      if (batch.position + length <= bytes) real.writev(descriptor, batch, done)
      else setImmediate(done, systemError(code), 0)
    }
  })
}
