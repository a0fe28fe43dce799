import type { Session } from '../sessions.ts'
import type { Answer } from '../wire/answer.ts'
import { refused } from '../wire/answer.ts'
import type { Endpoint, GatewayRequest } from '../wire/endpoint.ts'
import type { World } from '../world.ts'

async function poll(world: World, request: GatewayRequest, session: Session): Promise<Answer> {
  if (session.push) return refused('000-001')
  const { sessions, settings } = world
  const isLive = (): boolean => sessions.find(session.agentId) === session
  if (isLive()) sessions.heard(session)
  // A rotation that falls due ends the wait, so that intervals shorter than it are kept too.
  const holdMs = Math.min(settings.timings.pollHoldMs, session.guids.dueInMs())
  const outcome = await session.events.next(holdMs, request.signal)
  if (outcome === 'gone') return { kind: 'none' }
  if (outcome === 'over') return refused('100-006')
  if (isLive()) sessions.heard(session)
  const renewed = isLive() ? session.guids.renewIfDue() : null
  const event = outcome === 'nothing' ? {} : { event: outcome }
  return {
    kind: 'json',
    body: { message: '', retcode: '0', ...event },
    headers: renewed === null ? {} : { 'Set-GUID': `JSESSIONID=${renewed}` }
  }
}

/** The poll: held while nothing happens, one event an answer (cec_07_1274, cec_05_4012). */
export function agentEventEndpoints(world: World): Endpoint[] {
  return [
    {
      name: 'getAgentEvent',
      method: 'GET',
      path: '/agentevent/:agentid',
      run: (request, { session }) => poll(world, request, session)
    }
  ]
}
