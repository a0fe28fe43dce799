import type { Agent } from '../agents.ts'
import { agentState } from '../agents.ts'
import { passwordOf } from '../roster.ts'
import type { Session } from '../sessions.ts'
import { cookieName } from '../sessions.ts'
import type { SignInChoices } from '../presence.ts'
import type { Answer } from '../wire/answer.ts'
import { done, refused } from '../wire/answer.ts'
import type { Endpoint, GatewayRequest } from '../wire/endpoint.ts'
import type { Fields } from '../wire/fields.ts'
import type { World } from '../world.ts'

/** The choices of a sign-in body, or the code of what is wrong with it (cec_07_1202). */
function readChoices(body: Fields): SignInChoices | string {
  const password = body.text('password') ?? ''
  const phone = body.text('phonenum') ?? ''
  if (password === '' || phone === '' || password.length > 32) return '100-001'
  if (!/^\d{1,24}$/.test(phone)) return '100-013'
  const status = body.number('status') ?? 4
  const agentType = body.number('agenttype') ?? 4
  if (agentType !== 4 && agentType !== 11) return '100-012'
  if (status !== 3 && status !== 4 && status !== 5) return '100-011'
  return {
    status,
    autoAnswer: body.flag('autoanswer') ?? true,
    autoEnterIdle: body.flag('autoenteridle') ?? true,
    push: body.text('callBackUri') !== undefined && body.text('serviceToken') !== undefined
  }
}

function welcome(agent: Agent, session: Session, vdnId: string): Answer {
  const { seed } = agent
  const answer = done({
    vdnid: Number(vdnId),
    workno: seed.agentId,
    mediatype: seed.mediatype ?? 'TTF',
    loginTime: String(session.loginTime),
    isForceChange: String(seed.isForceChange ?? false),
    serverName: 'AgentGateway',
    timeRemaining: String(seed.timeRemainingDays ?? '')
  })
  if (answer.kind !== 'json') return answer
  const cookie = `${cookieName}=${session.cookie}; Path=/agentgateway; Secure; HttpOnly`
  const headers = { 'Set-GUID': `JSESSIONID=${session.guids.current()}`, 'Set-Cookie': cookie }
  return { ...answer, headers }
}

/** Signing in, by force or not. */
function signIn(world: World, request: GatewayRequest, force: boolean): Answer {
  const agent = world.agents.find(request.agentId)
  const choices = readChoices(request.body)
  if (typeof choices === 'string') return refused(choices)
  if (agent === null || request.body.text('password') !== passwordOf(agent.seed)) {
    return refused('100-004')
  }
  if (agent.presence !== 'out' && !force) return refused('100-002')
  const session = world.presence.signIn(agent, choices)
  return welcome(agent, session, world.settings.vdnId)
}

/** Skill queues that every agent has. */
const skills = [
  { name: 'Video service', id: 501, mediatype: 19, serviceType: 0, realFlag: 1 },
  { name: 'Voice service', id: 502, mediatype: 5, serviceType: 0, realFlag: 1 }
]

function signInEndpoints(world: World): Endpoint[] {
  const enter = (name: 'login' | 'forceLogin', path: string): Endpoint => ({
    name,
    method: 'PUT',
    path,
    open: true,
    alone: true,
    run: (request) => signIn(world, request, name === 'forceLogin')
  })
  return [
    enter('login', '/onlineagent/:agentid'),
    enter('forceLogin', '/onlineagent/:agentid/forcelogin')
  ]
}

function signOutEndpoints(world: World): Endpoint[] {
  const leave = (name: 'logout' | 'forceLogout'): Endpoint => ({
    name,
    method: 'DELETE',
    path: `/onlineagent/:agentid/${name.toLowerCase()}`,
    alone: true,
    run: (_request, { agent }) => {
      if (name === 'logout' && agent.state === agentState.talking) return refused('100-010')
      world.presence.signOut(agent)
      return done()
    }
  })
  return [leave('logout'), leave('forceLogout')]
}

/** What a client asks for after a restart (cec_07_1226): epoch milliseconds, some as text. */
function stateInfo(world: World, agent: Agent): Record<string, unknown> {
  const calls = world.calls.of(agent.seed.agentId)
  const on = calls.find((call) => call.phase !== 'held')
  const held = calls.find((call) => call.phase === 'held')
  return {
    ...{ workNo: agent.seed.agentId, state: agent.state, lastState: 255 },
    agentStateBeginTime: String(agent.stateSince),
    currentTime: world.settings.clock.now(),
    ...{
      curCallId: on?.callId ?? '',
      mainCallId: on?.callId ?? '',
      holdCallId: held?.callId ?? ''
    },
    ...{ callerNo: on?.caller ?? '', calledNo: on?.called ?? '' }
  }
}

/** Session and skills (cec_07_1202, 1203, 1219, 1220, 3183). */
export function onlineAgentEndpoints(world: World): Endpoint[] {
  const path = '/onlineagent/:agentid'
  return [
    ...signInEndpoints(world),
    ...signOutEndpoints(world),
    {
      name: 'resetSkill',
      method: 'POST',
      path: `${path}/resetskill/:autoflag`,
      run: (request, { agent }) => {
        const wanted = request.query.text('skillid') ?? ''
        agent.takesQueueCalls = request.param('autoflag') === 'true' || wanted !== ''
        return done()
      }
    },
    {
      name: 'syncAgentInfo',
      method: 'POST',
      path: `${path}/syncagentinfo`,
      run: (_request, { agent }) =>
        done({ callinfo: null, agentStateInfo: stateInfo(world, agent) })
    },
    { name: 'agentSkills', method: 'GET', path: `${path}/agentskills`, run: () => done(skills) },
    {
      name: 'getAgentStatus',
      method: 'GET',
      path: `${path}/agentstatus`,
      // The table of the page says array; its example, and this, is an object (cec_07_1222).
      run: (_request, { agent }) =>
        done({ agentState: agent.state, isWorking: agent.state === agentState.work })
    }
  ]
}
