import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../../src/main/clock.ts'
import type { Clock } from '../../src/main/clock.ts'
import {
  createFilePlacement,
  type NamingCalls
} from '../../src/main/library/files/file-placement.ts'
import { placeUnderFreeName } from '../../src/main/library/transfer/place-loop.ts'

/** An error of the file system. */
export const systemError = (code: string): Error => Object.assign(new Error(code), { code })

/** A call that fails with these numbers, one after the other, and then does what it should. */
export function failingFirst<Given extends unknown[], Result>(
  codes: readonly string[],
  call: (...given: Given) => Promise<Result>
): (...given: Given) => Promise<Result> {
  const left = [...codes]
  return (...given) => {
    const code = left.shift()
    return code === undefined ? call(...given) : Promise.reject(systemError(code))
  }
}

/** A file system without hard links, as exFAT and some network drives are. */
export const withoutLinks: Partial<NamingCalls> = {
  link: () => Promise.reject(systemError('EPERM'))
}

/** Time in which every pause is over at once, and still counts. */
export function hurriedClock(): Clock {
  let elapsed = 0
  return {
    now: () => elapsed,
    elapsed: () => elapsed,
    after(ms, task) {
      const waiting = setImmediate(() => {
        elapsed += ms
        task()
      })
      return () => {
        clearImmediate(waiting)
      }
    }
  }
}

export interface PlacingBench {
  /** Makes a part file and gives it the first free name, as main does; the name it got. */
  place(fileName: string, content: string): Promise<string>
  /** Each name that was recorded, in order. */
  readonly recorded: string[]
  readonly placement: ReturnType<typeof createFilePlacement>
}

export function placingBench(
  folder: string,
  calls: Partial<NamingCalls> = {},
  clock: Clock = systemClock
): PlacingBench {
  const placement = createFilePlacement({ clock, calls })
  const recorded: string[] = []
  const { signal } = new AbortController()
  return {
    placement,
    recorded,
    async place(fileName, content) {
      const partName = partOf(content)
      await writeFile(join(folder, partName), content)
      return placeUnderFreeName(placement, { folder, partName, fileName, signal }, (name) => {
        recorded.push(name)
      })
    }
  }
}

export const partOf = (content: string): string => `${content}.part`
