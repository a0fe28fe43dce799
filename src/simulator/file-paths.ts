import type { Clock } from './clock.ts'

/** A path of the file server and the serial number that the platform gives beside it. */
export interface NamedRecording {
  fileName: string
  recordId: string
}

/** Makes paths as the vendor's examples have them: drive, VDN, medium, date, agent, time, digit. */
export interface FilePaths {
  audio(agentId: string): NamedRecording
  video(agentId: string): NamedRecording
  picture(agentId: string): string
  readonly locationId: number
}

export function createFilePaths(clock: Clock, vdnId: string): FilePaths {
  const used = new Set<string>()

  /** Date and time in UTC, so that tests do not depend on where they run. */
  const stamp = (path: (date: string, time: string) => string): [string, string, string] => {
    const digits = new Date(clock.now()).toISOString().replaceAll(/\D/g, '')
    const date = digits.slice(0, 8)
    let count = 0
    let time = `${digits.slice(8, 14)}0`
    while (used.has(path(date, time))) {
      count += 1
      time = `${digits.slice(8, 14)}${count}`
    }
    used.add(path(date, time))
    return [path(date, time), date, time]
  }

  return {
    locationId: 256,
    audio: (agentId) => {
      const [fileName, date, time] = stamp((d, t) => `Y:/${vdnId}/0/${d}/${agentId}/${t}.V3`)
      return { fileName, recordId: `Yc1v${vdnId}a${agentId}d${date}t${time}` }
    },
    video: (agentId) => {
      const [fileName, date, time] = stamp((d, t) => `Y:/${vdnId}/0/${d}/${agentId}/${t}.mp4`)
      // With the full stop at the end, as in the vendor's example of a third-party recording.
      return { fileName, recordId: `Yc1v${vdnId}a${agentId}d${date}t${time}.` }
    },
    picture: (agentId) => stamp((d, t) => `F:/${vdnId}/1/${d}/${agentId}/${t}.jpg`)[0]
  }
}
