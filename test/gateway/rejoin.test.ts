import { expect, test } from 'vitest'
import type { Happening } from '../../src/main/calls/timeline.ts'
import { createRejoin } from '../../src/main/rejoin/rejoin.ts'
import { manualClock } from '../support/manual-clock.ts'
import { asking } from './support.ts'
import { signedInBy } from '../../src/main/session/signed-in.ts'
import { answer } from '../support/raw-answers.ts'
import { aCall, rejoinSite } from '../support/rejoin-deps.ts'
import { documented, practiceGateway, takeSeat } from '../support/practice-seat.ts'

const agentId = '1001'
const signature = 'canary-signature-'

const parts = (told: Happening[] = []) => ({
  ...{ clock: manualClock(), ...rejoinSite().deps },
  findCall: (callId: string) => aCall(callId, 'h5-video'),
  clipboard: { readText: () => Promise.resolve(''), writeText: () => Promise.resolve() },
  tell: (happening: Happening) => {
    told.push(happening)
  }
})

/** An agent in an H5 video call, over real HTTPS. */
async function inVideoCall() {
  const gateway = await practiceGateway({ blankInDomains: true, secrets: { signature } })
  const seat = await takeSeat(gateway, agentId)
  const callId = gateway.script.ringH5(agentId)
  gateway.script.talk(callId)
  const told: Happening[] = []
  const rejoin = createRejoin({ ...parts(told), signedIn: seat.signedIn })
  return { gateway, callId, rejoin, told }
}

test('the way back into a call is fetched whole, its signature only when asked for', async () => {
  const { gateway, callId, rejoin, told } = await inVideoCall()
  const view = await rejoin.fetch(callId)
  expect(view).toMatchObject({
    hasSignature: true,
    fields: { userId: agentId, signalingDomainIn: 'https://in.practice.example:8443' }
  })
  expect(Object.values(view.fields)).not.toContain(null)
  expect(JSON.stringify([view, told])).not.toContain(signature)
  expect(rejoin.revealSignature(callId).signature).toContain(signature)
  const [sent] = gateway.control.requests('getConnectInfo')
  expect(JSON.parse(sent?.body ?? '')).toEqual({ callid: callId, userType: 'agent' })
})

test.each([...documented.getConnectInfo, '000-003'])(
  'the gateway’s %s reaches the agent with its words',
  async (retcode) => {
    const { gateway, callId, rejoin, told } = await inVideoCall()
    gateway.control.fail('getConnectInfo', { kind: 'retcode', retcode, message: 'in words' })
    await expect(rejoin.fetch(callId)).rejects.toMatchObject({
      ...{ code: 'gateway-refused', retcode, gatewayText: 'in words' }
    })
    expect(told).toEqual([])
  }
)

test('a voice call whose media is not known is refused by the gateway', async () => {
  const { gateway, rejoin } = await inVideoCall()
  const voice = gateway.script.ringVoice(agentId)
  gateway.script.talk(voice)
  await expect(rejoin.fetch(voice)).rejects.toMatchObject({ retcode: '106-015' })
})

test('a gateway that is away is said to be away', async () => {
  const { gateway, callId, rejoin } = await inVideoCall()
  await gateway.control.goAway()
  await expect(rejoin.fetch(callId)).rejects.toMatchObject({ code: 'could-not-ask:unreachable' })
})

test('of a doubled appId the last one counts, as in the documented example', async () => {
  const body =
    '{"message":"success","retcode":"0","result":{"channelId":"15945185-345","appId":"8345234631",' +
    '"signalingDomainIn":"https: //in.isdpdomain.com","signature":"x","appId":"sdcp0BPcVGymItWppGX6XqrZGTCYa13d"}}'
  const { client } = await asking((_request, socket) => {
    socket.end(answer({ headers: { 'Content-Type': 'application/json' }, body }))
  })
  const port = signedInBy(client, agentId, new AbortController().signal)
  const rejoin = createRejoin({ ...parts(), signedIn: () => port })
  const { fields } = await rejoin.fetch('1552524689-16797284')
  expect(fields.appId).toBe('sdcp0BPcVGymItWppGX6XqrZGTCYa13d')
  expect(fields.signalingDomainIn).toBe('https://in.isdpdomain.com')
})
