import * as v from 'valibot'

/** Longest text of an event or reply that is kept, in UTF-16 units. */
export const textLimit = 500

/** Longest path or connection string; a cut one would be wrong, so a longer one is refused. */
export const pathLimit = 2_048

const scalar = v.union([v.string(), v.number(), v.boolean()])

/** Text, or a number or flag that the gateway sent in its place; cut to 500 characters. */
export const text = v.pipe(
  scalar,
  v.transform((value) => String(value).slice(0, textLimit))
)

/** Text that must stay whole: a path, an id, a signature. */
export const wholeText = v.pipe(scalar, v.transform(String), v.maxLength(pathLimit))

/** A number, or its digits as text. */
export const count = v.pipe(
  scalar,
  v.transform((value) => (String(value).trim() === '' ? NaN : Number(value))),
  v.number(),
  v.finite()
)

/** A flag as boolean, `"true"`, `"TRUE"`, `1` or `"1"`, and their opposites. */
export const flag = v.pipe(
  scalar,
  v.transform((value) => String(value).trim().toLowerCase()),
  v.picklist(['true', 'false', '1', '0']),
  v.transform((value) => value === 'true' || value === '1')
)

/** `null` where the gateway sent nothing, `""` or something unreadable. */
export const orNull = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.optional(
    v.pipe(
      v.unknown(),
      v.transform((value): T | null => {
        if (value === '') return null
        const result = v.safeParse(schema, value)
        return result.success ? result.output : null
      })
    ),
    null
  )

/** Reserved results: `{}`, `""`, `null` and absence all mean nothing. */
export const nothing = v.pipe(
  v.unknown(),
  v.transform((): void => undefined)
)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * An object whose keys are compared without regard to case: the pages spell the same field
 * `callid` and `callId`, `fileName` and `filename`. Name the entries in lower case. Of two keys
 * that differ by case only, a filled one wins over an empty one. Unknown keys are dropped.
 */
export const fields = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(v.custom<Record<string, unknown>>(isRecord), v.transform(lowerCased), v.object(entries))

/** Null prototype: a key `__proto__` in an answer is a key like any other. */
function lowerCased(value: Record<string, unknown>): Record<string, unknown> {
  // The cast only names the value type of an object that has no keys yet.
  const result = Object.create(null) as Record<string, unknown>
  for (const [key, entry] of Object.entries(value)) {
    const name = key.toLowerCase()
    if (!isBlank(entry) || !(name in result)) result[name] = entry
  }
  return result
}

const isBlank = (value: unknown): boolean => value === null || value === ''
