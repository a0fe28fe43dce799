import type { Call } from '../call.ts'
import type { Answer } from '../wire/answer.ts'
import { accepted, done, refused } from '../wire/answer.ts'
import type { Endpoint, GatewayRequest } from '../wire/endpoint.ts'
import type { World } from '../world.ts'

/**
 * The H5 video call of a request. The pages name 106-011 and 106-015 without a meaning; here the
 * first says "no such call of yours" and the second "not an H5 video call".
 */
function videoCall(world: World, request: GatewayRequest, userType: string): Call | Answer {
  const callId = request.body.text('callid') ?? ''
  if (request.body.text('userType') !== userType || callId === '') return refused('000-002')
  const call = world.calls.find(callId)
  if (call === null || call.agentId !== request.agentId) return refused('106-011')
  const isOn = call.phase === 'talking' || call.phase === 'held'
  if (!isOn && !(userType === 'agent' && call.customerWaits)) return refused('106-011')
  return call.media === 'h5' ? call : refused('106-015')
}

/** Pictures of the customer and the way back into a video call (cec_07_1281, 1280). */
export function mediaCallEndpoints(world: World): Endpoint[] {
  const path = '/mediacall/:agentid'
  return [
    {
      name: 'imageCapture',
      method: 'POST',
      path: `${path}/imagecapture`,
      run: (request) => {
        const call = videoCall(world, request, 'user')
        if ('kind' in call) return call
        world.captures.request(call)
        return accepted()
      }
    },
    {
      name: 'getConnectInfo',
      method: 'POST',
      path: `${path}/getconnectinfo`,
      run: (request) => {
        const call = videoCall(world, request, 'agent')
        return 'kind' in call ? call : done(world.connections.issue(call))
      }
    }
  ]
}
