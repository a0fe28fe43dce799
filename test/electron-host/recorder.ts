/** One call that the stand-in recorded instead of doing it, e.g. `dialog.showMessageBox`. */
export interface RecordedCall {
  api: string
  /** Plain values only: functions, windows and images are replaced by a short description. */
  args: unknown[]
}

export interface Recorder {
  readonly calls: readonly RecordedCall[]
  record: (api: string, ...args: unknown[]) => void
}

/** Keeps what the app asked for; the newest 10,000 calls, so that a long demo does not grow. */
export function createRecorder(limit = 10_000): Recorder {
  const calls: RecordedCall[] = []
  return {
    calls,
    record: (api, ...args) => {
      calls.push({ api, args: args.map((arg) => describe(arg, 0)) })
      if (calls.length > limit) calls.shift()
    }
  }
}

/** What a host object says of itself in the record; offered proxies pass symbols through. */
export const describeKey = Symbol('describe for the record')

const maximumDepth = 8

function describe(value: unknown, depth: number): unknown {
  if (typeof value === 'function') return '[function]'
  if (typeof value === 'symbol' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  const own: unknown = Reflect.get(value, describeKey)
  if (own !== undefined) return own
  if (depth > maximumDepth) return '[deep]'
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`
  if (Array.isArray(value)) return value.map((item) => describe(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, describe(item, depth + 1)])
  )
}
