/** One step of the demo and how it ended. */
export interface Step {
  name: string
  ok: boolean
  ms: number
  detail: string
}

export interface Narrator {
  say: (text: string) => void
  /** Says what is being done, does it, and says what came of it. A step that throws ends the demo. */
  step: (name: string, work: () => Promise<string>) => Promise<void>
  steps: () => readonly Step[]
}

export function createNarrator(print: (line: string) => void): Narrator {
  const steps: Step[] = []
  return {
    say: print,
    steps: () => steps,
    async step(name, work) {
      const startedAt = performance.now()
      const end = (ok: boolean, detail: string): void => {
        const ms = Math.round(performance.now() - startedAt)
        steps.push({ name, ok, ms, detail })
        print(`${ok ? '✔' : '✘'} ${name}: ${detail} (${(ms / 1_000).toFixed(1)} s)`)
      }
      try {
        end(true, await work())
      } catch (thrown) {
        const [reason = 'failed'] = String(thrown instanceof Error ? thrown.message : thrown).split(
          '\n'
        )
        end(false, reason)
        throw thrown
      }
    }
  }
}
