import type { SessionView } from '../shared/model/session.ts'
import type { GatewayEvent } from './gateway/gateway-event.ts'
import type { BuiltParts } from './parts.ts'

/**
 * Lets events flow up: gateway -> session -> calls -> what the calls left behind. Calls come first,
 * so that the others already see the call that an event is about.
 */
export function joinParts(parts: BuiltParts): void {
  const { session, timeline, calls, captures, recordings, supervision } = parts
  session.onEvent((event) => {
    timeline.event(event.eventType, callIdOf(event))
    calls.handle(event)
    captures.handle(event)
    recordings.handle(event)
    supervision.handle(event)
  })

  let before = session.view()
  let lastOwner: string | null = null
  session.onChange((view) => {
    const was = before
    before = view
    if (hasAgent(view) && !hasAgent(was)) {
      const owner = `${view.agent.gatewayOrigin} ${view.agent.agentId}`
      // A shared desk: what one agent did is not shown to the next.
      if (lastOwner !== null && lastOwner !== owner) forget(parts)
      lastOwner = owner
      void learnRight(parts)
    }
    if (!hasAgent(view) && hasAgent(was)) leave(parts)
  })
}

const hasAgent = (view: SessionView): view is Extract<SessionView, { agent: unknown }> =>
  'agent' in view

const callIdOf = (event: GatewayEvent): string | null => ('callId' in event ? event.callId : null)

async function learnRight({ session, supervision }: BuiltParts): Promise<void> {
  const right = await supervision.learnRight()
  session.inspectorRightTold(right)
  // The list beside an empty screen; a failure is shown there, in the view's problem.
  if (right === 'yes') await supervision.refresh().catch(() => undefined)
}

/** What ends with a sign-in: secrets, supervision, the practice gateway. Rows stay for the same agent. */
function leave({ rejoin, supervision, practice, calls }: BuiltParts): void {
  void rejoin.clear()
  supervision.clear()
  calls.clear()
  void practice.stop()
}

function forget({ timeline, captures, recordings }: BuiltParts): void {
  timeline.clear()
  captures.clear()
  recordings.clear()
}
