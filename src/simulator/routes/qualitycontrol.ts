import type { SupervisionMode } from '../supervision.ts'
import type { Answer } from '../wire/answer.ts'
import { done, refused } from '../wire/answer.ts'
import type { Caller, Endpoint, GatewayRequest } from '../wire/endpoint.ts'
import type { LogName } from '../wire/log-names.ts'
import type { World } from '../world.ts'

const answerTo = (refusal: string | null): Answer => (refusal === null ? done() : refused(refusal))

const switchTypes: Readonly<Record<string, SupervisionMode>> = {
  0: 'listen',
  1: 'insert',
  2: 'whisper'
}

function startEndpoints(world: World): Endpoint[] {
  const begin = (name: LogName, step: string, mode: SupervisionMode): Endpoint => ({
    name,
    method: 'PUT',
    path: `/qualitycontrol/:agentid/${step}/:workno`,
    run: (request, { agent }) =>
      answerTo(world.supervision.start(agent, request.param('workno'), mode))
  })
  return [
    begin('addSupervise', 'addsupervise', 'listen'),
    begin('addInsert', 'addinsert', 'insert'),
    {
      name: 'requestWhisperAgent',
      method: 'POST',
      path: '/qualitycontrol/:agentid/requestwhisperagent',
      run: (request, { agent }) =>
        answerTo(world.supervision.start(agent, whispered(request), 'whisper'))
    }
  ]
}

const whispered = (request: GatewayRequest): string => request.query.text('whisperagentid') ?? ''

function interceptEndpoints(world: World): Endpoint[] {
  const path = '/qualitycontrol/:agentid/intercept/:workno'
  const intercept = (request: GatewayRequest, { agent }: Caller): Answer => {
    const callId = request.param('callid')
    const { supervision } = world
    return answerTo(
      callId === ''
        ? supervision.intercept(agent, request.param('workno'))
        : supervision.intercept(agent, request.param('workno'), callId)
    )
  }
  return [
    { name: 'intercept', method: 'PUT', path, run: intercept },
    { name: 'interceptCall', method: 'PUT', path: `${path}/:callid`, run: intercept }
  ]
}

/** Whom to tell of; names of vendor clients without a page. */
function monitorEndpoints({ monitoring }: World): Endpoint[] {
  const monitor = (name: 'beginMonitor' | 'endMonitor', step: 'begin' | 'end'): Endpoint => ({
    name,
    method: 'POST',
    path: `/qualitycontrol/:agentid/${name.toLowerCase()}`,
    run: (request, { agent }) => {
      const workNos = (request.query.text('agents') ?? '').split(';').filter(Boolean)
      return workNos.length === 0 ? refused('000-002') : answerTo(monitoring[step](agent, workNos))
    }
  })
  return [monitor('beginMonitor', 'begin'), monitor('endMonitor', 'end')]
}

/** Listening, barging in, whispering, intercepting (cec_07_2401 to 2404, 2412 to 2414, 0437). */
export function qualityControlEndpoints(world: World): Endpoint[] {
  const path = '/qualitycontrol/:agentid'
  return [
    ...startEndpoints(world),
    {
      name: 'requestSwitchInsertWhisperAgent',
      method: 'POST',
      path: `${path}/requestswitchinsertwhisperagent`,
      run: (request, { agent }) => {
        const mode = switchTypes[request.query.text('switchtype') ?? '']
        if (mode === undefined) return refused('000-002')
        return answerTo(world.supervision.switchTo(agent, whispered(request), mode))
      }
    },
    {
      name: 'requestStopWhisperAgent',
      method: 'POST',
      path: `${path}/requeststopwhisperagent`,
      run: (request, { agent }) =>
        answerTo(world.supervision.stop(agent, whispered(request), ['whisper']))
    },
    {
      name: 'stopSuperviseOrInsert',
      method: 'DELETE',
      path: `${path}/:workno`,
      run: (request, { agent }) =>
        answerTo(world.supervision.stop(agent, request.param('workno'), ['listen', 'insert']))
    },
    ...interceptEndpoints(world),
    ...monitorEndpoints(world)
  ]
}
