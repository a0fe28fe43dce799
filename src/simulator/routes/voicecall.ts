import { agentState } from '../agents.ts'
import type { Call } from '../call.ts'
import type { Calls } from '../calls.ts'
import type { Answer } from '../wire/answer.ts'
import { done, refused } from '../wire/answer.ts'
import type { Endpoint, GatewayRequest, Method } from '../wire/endpoint.ts'
import type { LogName } from '../wire/log-names.ts'
import type { World } from '../world.ts'

/** The agent's call in one of the given phases, and of the given id where there is one. */
function pick(
  world: World,
  request: GatewayRequest,
  phases: readonly Call['phase'][]
): Call | undefined {
  const callId = request.query.text('callid') ?? request.body.text('callid')
  return world.calls
    .of(request.agentId)
    .find((call) => phases.includes(call.phase) && (callId ?? call.callId) === call.callId)
}

function reject(world: World, request: GatewayRequest): Answer {
  const call = pick(world, request, ['ringing'])
  const mode = request.body.number('mode')
  if (mode !== 1 && mode !== 2) return refused('000-002')
  if (call === undefined) return refused('200-002')
  const agent = world.agents.find(request.agentId)
  world.calls.end(call, 'agent')
  // Mode 1 gives the customer back to the queue and makes the agent not ready, reason 7.
  if (mode === 1 && agent !== null) {
    const event = { type: 'AgentState_SetNotReady_Success', content: { reason: '7' } }
    world.agents.enter(agent, agentState.busy, event)
  }
  return done()
}

/** A step that a call in one of these phases takes; without such a call the code says so. */
interface Step {
  name: LogName
  method: Method
  phases: readonly Call['phase'][]
  missing: string
  act(calls: Calls, call: Call): void
}

const steps: readonly Step[] = [
  {
    name: 'answer',
    method: 'PUT',
    phases: ['ringing'],
    missing: '200-002',
    act: (calls, call) => {
      calls.talk(call)
    }
  },
  {
    name: 'release',
    method: 'DELETE',
    phases: ['talking', 'ringing', 'held'],
    missing: '200-017',
    act: (calls, call) => {
      calls.end(call, 'agent')
    }
  },
  {
    name: 'hold',
    method: 'POST',
    phases: ['talking'],
    missing: '200-005',
    act: (calls, call) => {
      calls.hold(call)
    }
  },
  {
    name: 'getHold',
    method: 'POST',
    phases: ['held'],
    missing: '200-015',
    act: (calls, call) => {
      calls.talk(call)
    }
  }
]

/** The least of call control: no dialling, no transfer. */
export function voiceCallEndpoints(world: World): Endpoint[] {
  const path = '/voicecall/:agentid'
  const simple = steps.map((step): Endpoint => ({
    name: step.name,
    method: step.method,
    path: `${path}/${step.name.toLowerCase()}`,
    run: (request) => {
      const call = pick(world, request, step.phases)
      if (call === undefined) return refused(step.missing)
      step.act(world.calls, call)
      return done()
    }
  }))
  return [
    ...simple,
    {
      name: 'reject',
      method: 'POST',
      path: `${path}/reject`,
      run: (request) => reject(world, request)
    }
  ]
}
