import type { Agent, AgentState, StateEvent } from '../agents.ts'
import { agentState } from '../agents.ts'
import type { Clock } from '../clock.ts'
import type { Answer } from '../wire/answer.ts'
import { done, refused } from '../wire/answer.ts'
import type { Endpoint, GatewayRequest } from '../wire/endpoint.ts'
import type { LogName } from '../wire/log-names.ts'
import type { World } from '../world.ts'

/** A change that is only allowed from some states. */
interface Change {
  name: LogName
  path: string
  from: readonly AgentState[]
  to: AgentState
  event: string
}

const { busy, idle, work, resting } = agentState

const changes: readonly Change[] = [
  {
    name: 'sayFree',
    path: 'sayfree',
    from: [busy, idle, work, resting],
    to: idle,
    event: 'AgentState_Ready'
  },
  {
    name: 'cancelBusy',
    path: 'cancelbusy',
    from: [busy],
    to: idle,
    event: 'AgentState_CancelNotReady_Success'
  },
  {
    name: 'work',
    path: 'work',
    from: [busy, idle, work],
    to: work,
    event: 'AgentState_SetWork_Success'
  },
  {
    name: 'cancelWork',
    path: 'cancelwork',
    from: [work],
    to: idle,
    event: 'AgentState_CancelWork_Success'
  },
  {
    name: 'cancelRest',
    path: 'cancelrest',
    from: [resting],
    to: idle,
    event: 'AgentState_CancelRest_Success'
  }
]

function sayBusy(world: World, request: GatewayRequest, agent: Agent): Answer {
  const reason = request.query.text('reason') ?? '0'
  const isKnown = reason === '0' || (/^\d{3}$/.test(reason) && +reason >= 200 && +reason <= 250)
  if (!isKnown) return refused('000-002')
  // During a call the wish is kept and comes true after it.
  if (agent.state === agentState.talking) agent.busyAfterCall = reason
  else if (agent.state === busy && reason === '0') return refused('100-009')
  else world.agents.enter(agent, busy, notReady(reason))
  return done()
}

const notReady = (reason: string): StateEvent => ({
  type: 'AgentState_SetNotReady_Success',
  content: { reason }
})

/** Resting for a number of seconds, after which only a reminder comes. */
function rest(world: World, request: GatewayRequest, agent: Agent): Answer {
  const seconds = Number(request.param('time'))
  if (!Number.isInteger(seconds) || seconds < 0) return refused('000-002')
  if (agent.state === agentState.talking) return refused('100-009')
  world.agents.enter(agent, resting, { type: 'AgentState_SetRest_Success' })
  remind(world, agent, { seconds, clock: world.settings.clock })
  return done()
}

function remind(world: World, agent: Agent, { seconds, clock }: { seconds: number; clock: Clock }) {
  const since = agent.stateSince
  clock.after(seconds * 1000, () => {
    const isStillResting = agent.state === resting && agent.stateSince === since
    if (isStillResting) world.emit(agent.seed.agentId, 'AgentState_Rest_Timeout')
  })
}

/** What agents say about themselves (cec_07_1210 to 1212, 13512). */
export function stateEndpoints(world: World): Endpoint[] {
  const path = '/onlineagent/:agentid'
  const simple = changes.map((change): Endpoint => ({
    name: change.name,
    method: 'POST',
    path: `${path}/${change.path}`,
    run: (_request, { agent }) => {
      if (!change.from.includes(agent.state)) return refused('100-009')
      world.agents.enter(agent, change.to, { type: change.event })
      return done()
    }
  }))
  return [
    ...simple,
    {
      name: 'sayBusy',
      method: 'POST',
      path: `${path}/saybusy`,
      run: (request, { agent }) => sayBusy(world, request, agent)
    },
    {
      name: 'rest',
      method: 'POST',
      path: `${path}/rest/:time/:cause`,
      run: (request, { agent }) => rest(world, request, agent)
    }
  ]
}
