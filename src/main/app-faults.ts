import type { Log } from './diagnostics/log.ts'
import type { Net } from './faults/net.ts'
import type { Leaving } from './leaving/leaving.ts'
import type { BuiltParts } from './parts.ts'

/** What is done about faults that nobody has caught. */
export interface Faults {
  net: Net
  /** Ends the app by `leave`, and says then why. */
  giveUp: (ref: string, leave: () => void) => void
}

/** From now on faults are logged and said; without end they end the app, in order. */
export function followFaults(
  { net, giveUp }: Faults,
  { parts, log, leaving }: { parts: BuiltParts; log: Log; leaving: Leaving }
): void {
  net.follow({
    log,
    say: (subject) => {
      parts.timeline.tell({ name: 'fault', subject })
    },
    end: (ref) => {
      giveUp(ref, () => leaving.take('faults'))
    }
  })
}
