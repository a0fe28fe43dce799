export interface RoundsPlan<Name extends string> {
  readonly names: readonly Name[]
  readonly rounds: number
  /** False where a first run is like any other. */
  readonly warmUp?: boolean
  readonly tell: (line: string) => void
}

/** What each one measured, the rounds in order: the same place is the same round. */
export type Results<Name extends string, Result> = Readonly<Record<Name, readonly Result[]>>

/**
 * Runs everybody once a round, in turned order every other round, so that nobody always comes
 * after the same one. A round to warm up is thrown away.
 */
export async function inRounds<Name extends string, Result>(
  { names, rounds, warmUp = true, tell }: RoundsPlan<Name>,
  run: (name: Name) => Promise<Result>
): Promise<Results<Name, Result>> {
  const results = noneYet<Name, Result>(names)
  for (let round = warmUp ? 0 : 1; round <= rounds; round += 1) {
    tell(round === 0 ? 'warming up' : `round ${String(round)} of ${String(rounds)}`)
    const order = round % 2 === 0 ? names : [...names].reverse()
    for (const name of order) {
      const result = await run(name)
      if (round > 0) results[name].push(result)
    }
  }
  return results
}

function noneYet<Name extends string, Result>(names: readonly Name[]): Record<Name, Result[]> {
  const none: Partial<Record<Name, Result[]>> = {}
  for (const name of names) none[name] = []
  // Every name has its list by now.
  return none as Record<Name, Result[]>
}

/** Adds later rounds to earlier ones of the same names. */
export function joined<Name extends string, Result>(
  earlier: Results<Name, Result>,
  later: Results<Name, Result>
): Results<Name, Result> {
  const all: Record<Name, readonly Result[]> = { ...earlier }
  // Both were made by inRounds, which has no other keys.
  for (const name of Object.keys(later) as Name[]) all[name] = [...earlier[name], ...later[name]]
  return all
}
