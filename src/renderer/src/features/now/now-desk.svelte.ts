import type { SignedInAgent } from '../../../../shared/model/session.ts'
import type { Bridge } from '../../bridge.ts'
import { Attempt } from '../../state/attempt.svelte.ts'
import { ByCall } from './by-call.svelte.ts'
import { CallDataDraft } from './call-data/call-data-draft.svelte.ts'
import type { Chosen } from './calls-on-desk.ts'
import { RejoinInfo } from './rejoin/rejoin-info.svelte.ts'

export interface NowDeskDeps {
  bridge: Bridge
  /** Milliseconds since 1970. */
  now: () => number
  /** Does `work` once after `delayMs`; the function returned stops it. */
  later: (work: () => void, delayMs: number) => () => void
}

/**
 * What the screen *Now* keeps while the agent looks at other screens: the call that was chosen,
 * what was asked, the drafts. In memory only, and only for the agent who is signed in.
 */
export class NowDesk {
  readonly #deps: NowDeskDeps
  readonly #asking = new ByCall(() => new Attempt())
  readonly #rejoin: ByCall<RejoinInfo>
  readonly #data: ByCall<CallDataDraft>
  #chosen = $state.raw<Chosen | null>(null)

  constructor(deps: NowDeskDeps) {
    this.#deps = deps
    this.#rejoin = new ByCall((callId) => new RejoinInfo(callId, deps))
    this.#data = new ByCall((callId) => new CallDataDraft(callId, deps))
  }

  get chosen(): Chosen | null {
    return this.#chosen
  }

  choose(callId: string): void {
    this.#chosen = { callId, at: this.#deps.now() }
  }

  /** The last request for a picture in this call. */
  asking({ agentId }: SignedInAgent, callId: string): Attempt {
    return this.#asking.of(agentId, callId)
  }

  /** Asks the customer for a picture. */
  async ask(agent: SignedInAgent, callId: string): Promise<void> {
    await this.asking(agent, callId).run(() => this.#deps.bridge.call('captures.ask', { callId }))
  }

  /** Belongs to one sign-in: main forgets it at sign-out, too. */
  rejoinOf({ agentId, since }: SignedInAgent, callId: string): RejoinInfo {
    return this.#rejoin.of(`${agentId} ${since}`, callId)
  }

  /** Belongs to the agent: what was typed is still there after a new sign-in. */
  dataOf({ agentId }: SignedInAgent, callId: string): CallDataDraft {
    return this.#data.of(agentId, callId)
  }
}

/** The desk of this window. */
export const createNowDesk = (bridge: Bridge): NowDesk =>
  new NowDesk({
    bridge,
    now: () => Date.now(),
    later: (work, delayMs) => {
      const timer = setTimeout(work, delayMs)
      return () => {
        clearTimeout(timer)
      }
    }
  })
