import type { Call } from '../call.ts'
import type { Answer } from '../wire/answer.ts'
import { done, refused } from '../wire/answer.ts'
import type { Endpoint, GatewayRequest } from '../wire/endpoint.ts'
import type { World } from '../world.ts'

/** Most bytes of call data, counted before Base64 (cec_07_1263). */
const maximumDataBytes = 16_384

/** Alphabet and padding as RFC 4648 has them; Node's own decoder takes nearly anything. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** The named call of the agent, or the one that is on; null when it has ended. */
function liveCall(world: World, agentId: string, callId: string | undefined): Call | null {
  const calls = world.calls.of(agentId)
  const wanted = callId === undefined || callId === '' ? calls[0] : undefined
  return wanted ?? calls.find((call) => call.callId === callId) ?? null
}

function setData(world: World, request: GatewayRequest): Answer {
  const { body } = request
  const sent = body.text('calldata') ?? ''
  const isEncoded = body.flag('isDataEncoded') ?? false
  if (isEncoded && !base64.test(sent)) return refused('000-002')
  const bytes = Buffer.from(sent, isEncoded ? 'base64' : 'utf8')
  if (bytes.length > maximumDataBytes) return refused('000-002')
  const call = liveCall(world, request.agentId, body.text('callid'))
  if (call === null) return refused('400-001')
  call.data = bytes.toString('utf8')
  return done()
}

function getData(world: World, request: GatewayRequest): Answer {
  const { query } = request
  const call = liveCall(world, request.agentId, query.text('callId') ?? query.text('callid'))
  if (call === null) return refused('400-001')
  const isEncoded = query.flag('isEncodeResult') === true
  return done(isEncoded ? Buffer.from(call.data).toString('base64') : call.data)
}

function callInfo(world: World, request: GatewayRequest): Answer {
  const withoutLast = request.query.flag('isNoContainLastCall') === true
  const live = liveCall(world, request.agentId, undefined)
  const call = live ?? (withoutLast ? null : world.calls.lastOf(request.agentId))
  return call === null ? refused('400-001') : done(infoOf(call))
}

function infoOf(call: Call): Record<string, unknown> {
  return {
    callfeature: 0,
    callid: call.callId,
    caller: call.caller,
    called: call.called,
    callskill: call.media === 'h5' ? 'Video service' : 'Voice service',
    callskillid: call.media === 'h5' ? 501 : 502,
    orgicallednum: call.called,
    calldata: call.data,
    begintime: call.beganAt,
    endtime: call.endedAt,
    userPriority: 0,
    trunkNo: 0,
    logontimes: 1
  }
}

/** The named call of the agent, also one that has ended; nobody else's. */
function callInfoById(world: World, request: GatewayRequest): Answer {
  const call = world.calls.find(request.param('callid'))
  return call?.agentId === request.agentId ? done(infoOf(call)) : refused('400-001')
}

/** Which calls there are: the agent's own, and for inspectors those of others (cec_07_0425). */
function callIdEndpoints(world: World): Endpoint[] {
  const path = '/calldata/:agentid'
  const idsOf = (agentId: string): string[] => world.calls.of(agentId).map(({ callId }) => callId)
  return [
    {
      name: 'queryAllCallId',
      method: 'GET',
      path: `${path}/allcallid`,
      run: (request) => done(idsOf(request.agentId))
    },
    {
      name: 'queryAllCallInfoByAgentWorkNoEx',
      method: 'GET',
      path: `${path}/allcallinfoEx/:workno`,
      run: (request, { agent }) =>
        agent.seed.inspector === true ? done(idsOf(request.param('workno'))) : refused('900-002')
    }
  ]
}

/** Data of calls (cec_07_1261 to 1263). */
export function callDataEndpoints(world: World): Endpoint[] {
  const path = '/calldata/:agentid'
  return [
    {
      name: 'setCallAppDataEx',
      method: 'PUT',
      path: `${path}/setcalldataex`,
      run: (request) => setData(world, request)
    },
    {
      name: 'queryCallAppData',
      method: 'GET',
      path: `${path}/appdata`,
      run: (request) => getData(world, request)
    },
    {
      name: 'queryCallInfo',
      method: 'GET',
      path: `${path}/callinfo`,
      run: (request) => callInfo(world, request)
    },
    {
      name: 'queryCallInfoByCallId',
      method: 'GET',
      path: `${path}/callinfobycallid/:callid`,
      run: (request) => callInfoById(world, request)
    },
    ...callIdEndpoints(world)
  ]
}
