/**
 * Named values from a query or a JSON body. The real server takes numbers and booleans as strings
 * and the other way round (`"isDataEncoded": "true"` in the vendor's example), so this does too.
 */
export interface Fields {
  text(name: string): string | undefined
  /** @returns undefined where it is missing or neither true nor false. */
  flag(name: string): boolean | undefined
  number(name: string): number | undefined
}

export function createFields(read: (name: string) => unknown): Fields {
  const text: Fields['text'] = (name) => {
    const value = read(name)
    if (typeof value === 'string') return value
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
  }
  return {
    text,
    flag: (name) => {
      const value = text(name)?.toLowerCase()
      return value === 'true' ? true : value === 'false' ? false : undefined
    },
    number: (name) => {
      const value = text(name)
      return value === undefined || !/^-?\d+$/.test(value) ? undefined : Number(value)
    }
  }
}

/** The fields of a JSON object; null when the text is something else. Empty text has no fields. */
export function parseFields(json: string): Fields | null {
  if (json.trim() === '') return createFields(() => undefined)
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    const fields = new Map<string, unknown>(Object.entries(value))
    return createFields((name) => fields.get(name))
  } catch {
    return null
  }
}
