import type { Files } from './tree.ts'

/** A planted file and the rules it breaks; none for the clean counterpart. */
export interface Plant {
  path: string
  text: string
  breaks: readonly string[]
}

export const plant = (path: string, text: string, ...breaks: string[]): Plant => ({
  path,
  text: `${text}\n`,
  breaks
})

export const filesOf = (plants: readonly Plant[]): Files =>
  Object.fromEntries(plants.map(({ path, text }) => [path, text]))

/** The sentence of a plant's test. */
export function says({ path, text, breaks }: Plant): string {
  const start = text.split('\n')[0] ?? ''
  return `${path} (${start}) ${breaks.length === 0 ? 'passes' : `breaks ${breaks.join(' and ')}`}`
}
