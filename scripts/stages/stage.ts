/** How many tests of a stage passed and failed; skipped ones are neither. */
export interface Count {
  passed: number
  failed: number
}

/** One part of `npm test`. */
export interface Stage {
  name: string
  /** Nothing after it makes sense when it fails. */
  essential?: boolean
  /** Throws where it could not be carried out; that counts as one failure. */
  run(): Promise<Count>
}

/** Stages that make something and hold no tests. */
export const nothingCounted: Count = { passed: 0, failed: 0 }

/** Runs the stages one after the other, says how each went, and adds up. */
export async function runStages(
  stages: readonly Stage[],
  say: (text: string) => void
): Promise<Count> {
  const total: Count = { passed: 0, failed: 0 }
  for (const stage of stages) {
    say(`\n== ${stage.name}`)
    const started = performance.now()
    const count = await countOf(stage, say)
    total.passed += count.passed
    total.failed += count.failed
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    say(`== ${stage.name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`)
    if (count.failed > 0 && stage.essential === true) {
      say(`The rest was not run, because it needs ${stage.name}.`)
      break
    }
  }
  return total
}

async function countOf(stage: Stage, say: (text: string) => void): Promise<Count> {
  try {
    return await stage.run()
  } catch (thrown) {
    say(thrown instanceof Error ? thrown.message : String(thrown))
    return { passed: 0, failed: 1 }
  }
}
