import type { SessionView } from '../../shared/model/session.ts'
import { good, skipped, type Check } from './checks.ts'

/** A sign-in made for the check alone, and ended with it. */
export interface TrialSignIn {
  readonly agentId: string
  /** @throws as a sign-in does, `not-now:already-signed-in` too: nobody is ever forced out */
  readonly signIn: (signal: AbortSignal) => Promise<void>
  readonly poll: (signal: AbortSignal) => Promise<void>
}

export interface SessionCheckDeps {
  /** The session of the running app; null where there is none. */
  readonly session: (() => SessionView) | null
  /** Null where nobody asked for a sign-in. */
  readonly trial: TrialSignIn | null
}

/** The sign-in and the poll: those of the running app, or a trial where one was asked for. */
export const sessionChecks = ({ session, trial }: SessionCheckDeps): readonly Check[] => [
  {
    check: 'sign-in',
    needs: ['gateway'],
    look: async (signal) => {
      const view = session?.() ?? null
      if (view !== null && 'agent' in view) {
        return good('signed-in', { agent: view.agent.agentId })
      }
      if (trial === null) return skipped('sign-in-not-asked')
      await trial.signIn(signal)
      return good('signed-in', { agent: trial.agentId })
    }
  },
  {
    check: 'poll',
    needs: ['sign-in'],
    look: async (signal) => {
      const view = session?.() ?? null
      if (view?.state === 'reconnecting') {
        const unreachable = { code: 'could-not-ask:unreachable' } as const
        return { outcome: 'failed', finding: 'problem', problem: view.problem ?? unreachable }
      }
      if (view?.state === 'connected') return good('poll-answered')
      if (trial === null) return skipped('poll-not-tried')
      await trial.poll(signal)
      return good('poll-answered')
    }
  }
]
