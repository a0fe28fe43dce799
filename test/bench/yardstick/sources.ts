import { readFileSync } from 'node:fs'
import * as v from 'valibot'

const sourceMap = v.object({ sources: v.array(v.string()), mappings: v.string() })
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** How many characters of a built file come from which source, by its source map. */
export function sourcesOf(file: string, mapFile: string): Map<string, number> {
  const { sources, mappings } = v.parse(sourceMap, JSON.parse(readFileSync(mapFile, 'utf8')))
  const lines = readFileSync(file, 'utf8').split('\n')
  const found = new Map<string, number>()
  let source = 0
  for (const [number, line] of mappings.split(';').entries()) {
    const places = placesIn(line)
    for (const [at, { column, step }] of places.entries()) {
      source += step ?? 0
      const end = places[at + 1]?.column ?? lines[number]?.length ?? column
      const name = step === null ? '' : (sources[source] ?? '')
      found.set(name, (found.get(name) ?? 0) + end - column)
    }
  }
  return found
}

interface Place {
  readonly column: number
  /** How many sources further than the place before; null where there is none. */
  readonly step: number | null
}

function placesIn(line: string): Place[] {
  let column = 0
  return line
    .split(',')
    .filter(Boolean)
    .map((segment) => {
      const [along = 0, step] = numbersIn(segment)
      column += along
      return { column, step: step ?? null }
    })
}

/** Base64 digits of five bits each, the sixth says that more follow; the lowest bit is the sign. */
function numbersIn(segment: string): number[] {
  const numbers: number[] = []
  let value = 0
  let shift = 0
  for (const digit of segment) {
    const bits = digits.indexOf(digit)
    value += (bits & 31) << shift
    shift += 5
    if (bits >= 32) continue
    numbers.push(value & 1 ? -(value >> 1) : value >> 1)
    value = 0
    shift = 0
  }
  return numbers
}
