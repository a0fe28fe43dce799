import type { Agent } from '../agents.ts'
import { phoneOf } from '../roster.ts'
import { done } from '../wire/answer.ts'
import type { Endpoint } from '../wire/endpoint.ts'
import type { World } from '../world.ts'

/** `status` of an agent as `ctiStatus` numbers it (cec_07_2569). */
const ctiStatus = { 2: 0, 3: 7, 4: 1, 5: 6, 7: 3, 8: 8 } as const

function row(agent: Agent, vdnId: string, now: number): Record<string, unknown> {
  const { seed, state } = agent
  return {
    workno: seed.agentId,
    name: seed.name,
    status: state,
    ctiStatus: ctiStatus[state],
    groupid: 1,
    groupname: seed.inspector === true ? 'Inspectors' : 'Service',
    skilllist: [],
    mediatype: seed.mediatype ?? 'TTF',
    vdnid: Number(vdnId),
    phonenumber: phoneOf(seed),
    // Seconds in this state, and epoch milliseconds.
    currentstatetime: Math.floor((now - agent.stateSince) / 1000),
    logindate: agent.signedInAt,
    inMultimediaConf: false
  }
}

/** Causes of a rest of the practice site. */
const restCauses = [
  { id: 1, name: 'Lunch' },
  { id: 2, name: 'Training' },
  { id: 3, name: 'Meeting' }
]

/** Who is there, and who may inspect. */
export function agentGroupEndpoints(world: World): Endpoint[] {
  const path = '/agentgroup/:agentid'
  const { agents, settings } = world
  return [
    {
      name: 'isCensor',
      method: 'GET',
      path: `${path}/iscensor`,
      run: (_request, { agent }) => done(String(agent.seed.inspector ?? false))
    },
    {
      name: 'queryRestReason',
      method: 'GET',
      path: `${path}/restreason`,
      run: () => done(restCauses)
    },
    {
      name: 'onlineAgentOnVdn',
      method: 'GET',
      path: `${path}/onlineagentonvdn`,
      run: () => {
        const present = agents.all().filter((agent) => agent.presence !== 'out')
        return done(present.map((agent) => row(agent, settings.vdnId, settings.clock.now())))
      }
    }
  ]
}
