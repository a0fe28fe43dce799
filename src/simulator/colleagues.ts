import type { Agent } from './agents.ts'
import { agentState } from './agents.ts'
import type { World } from './world.ts'

/** How long a colleague talks, and how long they wait for the next customer. */
const callMs = 240_000
const pauseMs = 8_000
/** Between the first calls of two colleagues, so that somebody is talking at any time. */
const staggerMs = 60_000

/** Sets the agents with a life of their own going. It ends with the gateway's clock. */
export function startColleagues(world: World): void {
  const { agents, calls, settings } = world
  const { clock } = settings

  const takeCall = (agent: Agent): void => {
    if (agent.presence !== 'life' || agent.state !== agentState.idle) return
    const media = agent.seed.life === 'video-calls' ? 'h5' : 'voice'
    const call = calls.ring(agent, { media })
    calls.talk(call)
    clock.after(callMs, () => {
      // An inspector may have taken the customer over; then it is theirs to hang up.
      if (call.agentId === agent.seed.agentId) calls.end(call, 'customer')
    })
  }

  calls.onLeft((_call, agent) => {
    if (agent.presence === 'life') {
      clock.after(pauseMs, () => {
        takeCall(agent)
      })
    }
  })

  const talkers = agents.all().filter(({ seed }) => seed.life?.endsWith('-calls') ?? false)
  for (const [place, agent] of talkers.entries()) {
    if (place === 0) takeCall(agent)
    else {
      clock.after(place * staggerMs, () => {
        takeCall(agent)
      })
    }
  }
  for (const agent of agents.all()) {
    if (agent.seed.life === 'not-ready') agents.enter(agent, agentState.busy)
    if (agent.seed.life === 'resting') agents.enter(agent, agentState.resting)
  }
}
