/** A message file: key -> text, or variants with their declarations. */
type MessageFile = Readonly<Record<string, unknown>>

export interface MessageSources {
  /** All languages of the project, the base language first. */
  locales: readonly string[]
  /** File name in `messages/`, e.g. `now.zh-CN.json`, -> content. */
  files: Readonly<Record<string, MessageFile>>
  /** Names that the compiled messages export. */
  compiled: ReadonlySet<string>
}

/**
 * What the languages lack of each other: every file exists in each language, with the same keys,
 * the same placeholders and no empty text, and every key was compiled (the compiler ends with
 * exit code 0 even when it found no message at all).
 */
export function messageProblems({ locales, files, compiled }: MessageSources): string[] {
  const areas = new Set(Object.keys(files).map((name) => name.split('.')[0] ?? name))
  return [...areas].flatMap((area) => {
    const [base = {}, ...others] = locales.map((locale) => files[`${area}.${locale}.json`])
    const all = new Set(others.concat(base).flatMap((file) => keysOf(file ?? {})))
    return [...all].flatMap((key) => [
      ...locales.flatMap((locale) =>
        problemsOf(key, `${area}.${locale}.json`, { file: files[`${area}.${locale}.json`], base })
      ),
      ...(compiled.has(key) ? [] : [`${key} (${area}) was not compiled`])
    ])
  })
}

interface Pair {
  file: MessageFile | undefined
  base: MessageFile
}

function problemsOf(key: string, name: string, { file, base }: Pair): string[] {
  const message = file?.[key]
  if (message === undefined) return [`${name} lacks ${key}`]
  if (texts(message).some((text) => text.trim() === '')) return [`${name}: ${key} is empty`]
  const [own, wanted] = [placeholders(message), placeholders(base[key] ?? message)]
  return own === wanted ? [] : [`${name}: ${key} has {${own}} where the base has {${wanted}}`]
}

const keysOf = (file: MessageFile): string[] => Object.keys(file).filter((key) => key !== '$schema')

/** The inputs of a message, sorted: what its texts and selectors name, without its own locals. */
function placeholders(message: unknown): string {
  const declared = strings(message)
    .map((text) => /^(input|local)\s+(\w+)/.exec(text))
    .filter((match) => match !== null)
  const locals = new Set(declared.filter(([, kind]) => kind === 'local').map(([, , name]) => name))
  const inputs = declared.filter(([, kind]) => kind === 'input').map(([, , name]) => name ?? '')
  const named = texts(message).flatMap((text) =>
    [...text.matchAll(/(?<!\\)\{\s*(\w+)\s*\}/g)].map(([, name]) => name ?? '')
  )
  const all = new Set([...inputs, ...named].filter((name) => !locals.has(name)))
  return [...all].sort().join(', ')
}

/** What is shown: the text itself, or the texts of all variants. */
function texts(message: unknown): string[] {
  if (typeof message === 'string') return [message]
  return variants(message).flatMap((variant) => strings(variant['match']))
}

function variants(message: unknown): Record<string, unknown>[] {
  if (!Array.isArray(message)) return []
  return message.filter((entry): entry is Record<string, unknown> => typeof entry === 'object')
}

/** Every string in a value, however deep. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(strings)
}
