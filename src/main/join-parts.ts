import type { SessionView, SignedInAgent } from '../shared/model/session.ts'
import { RepeatedEvents } from './calls/repeated-events.ts'
import { systemClock } from './clock.ts'
import type { GatewayEvent } from './gateway/gateway-event.ts'
import { createListeners } from './listeners.ts'
import type { RowOwner } from './library/whose-rows.ts'
import type { BuiltParts } from './parts.ts'
import { isWaiting } from './session/session-state.ts'
import { WakeWatch, type WakeWatchDeps } from './session/wake-watch.ts'

/**
 * Lets events flow up: gateway -> session -> calls -> what the calls left behind. Calls come first,
 * so that the others already see the call that an event is about.
 */
export function joinParts(parts: BuiltParts): void {
  const { session, calls, openedLibrary, supervision } = parts
  followEvents(parts)
  calls.onChange((list) => {
    parts.rejoin.callsChanged(list)
  })
  parts.settings.onChange(() => {
    openedLibrary.settingsChanged()
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
      openedLibrary.signedInAs(rowOwnerOf(view.agent))
      void learnRight(parts)
      void calls.recover()
    }
    if (!hasAgent(view) && hasAgent(was)) leave(parts)
    if (rightOf(view) !== rightOf(was)) openedLibrary.rightsChanged()
    parts.library.reached(!isWaiting(view))
    supervision.inspectorChanged()
  })
}

/** Each part by a listener of its own: one that fails does not keep the others from hearing. */
function followEvents(parts: BuiltParts): void {
  const { session, timeline, calls, captures, openedLibrary, supervision } = parts
  const repeated = new RepeatedEvents(systemClock)
  session.onEvent((event) => {
    timeline.event(event.eventType, callIdOf(event))
  })
  session.onEvent((event) => {
    // Before the calls change: what is offered belongs to the call that is live now.
    if (event.type === 'connect-offered') parts.rejoin.handle(event)
  })
  session.onEvent(calls.handle.bind(calls))
  session.onEvent(supervision.handle.bind(supervision))
  // States take an event twice without harm; what is done because of one is done once.
  const once = createListeners<GatewayEvent>()
  session.onEvent((event) => {
    if (!repeated.isRepeated(event)) once.tell(event)
  })
  once.add(captures.handle.bind(captures))
  once.add(openedLibrary.handle.bind(openedLibrary))
}

/** The session asks anew as soon as the PC wakes or its network changes. */
export function watchWaking(
  { session }: Pick<BuiltParts, 'session'>,
  deps: Pick<WakeWatchDeps, 'power' | 'clock' | 'timings'>
): void {
  const watch = new WakeWatch({
    ...deps,
    session: () => {
      const view = session.view()
      if (!hasAgent(view)) return 'none'
      return isWaiting(view) ? 'waiting' : 'healthy'
    },
    onWake: () => {
      session.lookNow()
    }
  })
  session.onChange(() => {
    watch.follow()
  })
}

const hasAgent = (view: SessionView): view is Extract<SessionView, { agent: unknown }> =>
  'agent' in view

const rightOf = (view: SessionView): SignedInAgent['inspector'] =>
  hasAgent(view) ? view.agent.inspector : 'unknown'

/** The practice gateway listens on another port each time; its rows are one agent's all the same. */
const rowOwnerOf = ({ agentId, gatewayOrigin, practice }: SignedInAgent): RowOwner => ({
  host: practice ? 'practice' : new URL(gatewayOrigin).host,
  agentId
})

const callIdOf = (event: GatewayEvent): string | null => ('callId' in event ? event.callId : null)

async function learnRight({ session, supervision }: BuiltParts): Promise<void> {
  const right = await supervision.learnRight()
  session.inspectorRightTold(right)
  // The list beside an empty screen; a failure is shown there, in the view's problem.
  if (right === 'yes') await supervision.refresh().catch(() => undefined)
}

/** What ends with a sign-in: secrets, supervision, the practice gateway. Rows stay for the same agent. */
function leave({ rejoin, supervision, practice, calls, openedLibrary }: BuiltParts): void {
  openedLibrary.signedInAs(null)
  void rejoin.clear()
  supervision.clear()
  calls.clear()
  void practice.stop()
}

/** Rows of the library need not be forgotten: each knows whose it is. */
function forget({ timeline, captures }: BuiltParts): void {
  timeline.clear()
  captures.clear()
}
