import { expect, test } from 'vitest'
import * as endpoints from '../../src/main/gateway/endpoints/index.ts'
import { no, yes } from '../support/raw-answers.ts'
import type { RawHandler } from '../support/raw-server.ts'
import { asking, canary, guidHeader, refusal, until } from './support.ts'

const agent = { agentId: '103' }
const target = { agentId: '103', workNo: '104' }
const newGuid = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee.AgentGateway1'
const newerGuid = 'ffffffff-bbbb-cccc-dddd-eeeeeeeeeeee.AgentGateway1'
const setGuid = (guid: string) => ({ 'Set-GUID': guidHeader(guid) })

const signInParams = {
  ...agent,
  password: canary.password,
  phoneNumber: '70006',
  agentType: 11,
  status: 4,
  autoAnswer: true
} as const

test('a sign-in sends no Guid and no cookie, and keeps those that its answer brings', async () => {
  const { client, server } = await asking((_request, socket) =>
    socket.write(
      yes(
        { vdnid: 1, workno: '103', mediatype: 'TTF', isForceChange: 'false', timeRemaining: '9' },
        { ...setGuid(newGuid), 'Set-Cookie': ['route=node1; Path=/; Secure', 'lb="x y"; Path=/'] }
      )
    )
  )
  const reply = await client.call(endpoints.signIn, signInParams)
  await client.call(endpoints.sayFree, agent)
  expect(server.requests[0]?.headers).not.toHaveProperty('guid')
  expect(server.requests[0]?.headers).not.toHaveProperty('cookie')
  expect(server.requests[1]?.headers).toMatchObject({ guid: newGuid, cookie: 'route=node1' })
  expect(reply).toMatchObject({
    vdnId: '1',
    cti: true,
    passwordMustChange: false,
    passwordExpiresInDays: 9
  })
})

test('a refused sign-in changes nothing, and a success without a Guid is no sign-in', async () => {
  let bytes = no('100-002', 'agent has login', setGuid(newGuid))
  const { client, server, credentials } = await asking((_request, socket) => socket.write(bytes))
  credentials.clear()
  const refused = await refusal(client.call(endpoints.signIn, signInParams))
  expect(refused.retcode).toBe('100-002')
  bytes = yes({}, { Guid: newGuid })
  const strange = await refusal(client.call(endpoints.forcedSignIn, signInParams))
  expect(strange.code).toBe('could-not-ask:unexpected-answer')
  expect(credentials.signedIn).toBe(false)
  expect(server.requests[1]?.target).toMatch(/\/onlineagent\/103\/forcelogin$/)
})

test('a Set-GUID on any answer is used from then on, even on a refusal', async () => {
  const { client, server } = await asking((_request, socket) => {
    const first = server.requests.length === 1
    socket.write(first ? no('100-007', '', setGuid(newGuid)) : yes())
  })
  await refusal(client.call(endpoints.sayFree, agent))
  await client.call(endpoints.sayFree, agent)
  expect(server.requests[1]?.headers['guid']).toBe(newGuid)
})

test('P07 of two new Guids the one whose request was sent later wins, however the answers arrive', async () => {
  const answers: (() => void)[] = []
  const { client, server } = await asking((_request, socket) => {
    const guid = server.requests.length === 1 ? newGuid : newerGuid
    answers.push(() => socket.write(yes([], setGuid(guid))))
  })
  const first = client.call(endpoints.agentStatus, agent).catch(() => undefined)
  await until(() => server.requests.length === 1)
  const second = client.call(endpoints.allCallIds, agent)
  await until(() => server.requests.length === 2)
  answers[1]?.()
  await second
  answers[0]?.()
  await first
  const third = client.call(endpoints.allCallIds, agent)
  await until(() => server.requests.length === 3)
  expect(server.requests[2]?.headers['guid']).toBe(newerGuid)
  answers[2]?.()
  await third
})

test.each([
  ['an empty one', ''],
  ['one without a node', 'JSESSIONID=11111111-2222-3333-4444-555555555555'],
  ['one of 10 KB', `JSESSIONID=${'a'.repeat(10_240)}.AgentGateway0`],
  ['one with a second header behind it', `JSESSIONID=${newGuid}, X-Injected=1`],
  ['one with control characters', `JSESSIONID=${newGuid}\tX`]
])('P08 a malformed Set-GUID is ignored and counted: %s', async (_name, value) => {
  const { client, server, credentials } = await asking((_request, socket) =>
    socket.write(yes({}, { 'Set-GUID': value }))
  )
  await client.call(endpoints.sayFree, agent)
  await client.call(endpoints.sayFree, agent)
  expect(server.requests[1]?.headers['guid']).toBe(canary.guid)
  expect(credentials.ignoredGuids).toBe(2)
})

/** Refuses the old Guid once a poll has brought the new one, as a gateway without overlap does. */
const rotating =
  (retcode: string, bringNewGuid: () => Promise<unknown>): RawHandler =>
  (request, socket) => {
    if (request.target.includes('agentevent')) socket.write(yes({}, setGuid(newGuid)))
    else if (request.headers['guid'] === newGuid) socket.write(yes())
    else void bringNewGuid().then(() => socket.write(no(retcode)))
  }

test.each(['100-006', '000-003'])(
  'P06 a call refused with %s is repeated once when its Guid has been replaced meanwhile',
  async (retcode) => {
    const { client, server } = await asking(
      rotating(retcode, () => client.call(endpoints.poll, agent))
    )
    await client.call(endpoints.sayFree, agent)
    const commands = server.requests.filter(({ target: path }) => path.includes('sayfree'))
    expect(commands.map(({ headers }) => headers['guid'])).toEqual([canary.guid, newGuid])
  }
)

test.each(['100-006', '000-003'])(
  'a call refused with %s is not repeated while its Guid is the current one',
  async (retcode) => {
    const { client, server } = await asking((_request, socket) => socket.write(no(retcode)))
    const error = await refusal(client.call(endpoints.sayFree, agent))
    expect(error.retcode).toBe(retcode)
    expect(server.requests).toHaveLength(1)
  }
)

test('a call is repeated once only, even if every answer brings another Guid', async () => {
  const guids = [newGuid, newerGuid, canary.guid]
  const { client, server } = await asking((_request, socket) => {
    socket.write(no('100-006', '', setGuid(guids[server.requests.length - 1] ?? '')))
  })
  await refusal(client.call(endpoints.sayFree, agent))
  expect(server.requests).toHaveLength(2)
})

test('P10 000-003 on an intercept means no right: it is never repeated, whatever the Guid', async () => {
  const { client, server } = await asking(
    rotating('000-003', () => client.call(endpoints.poll, agent))
  )
  const error = await refusal(client.call(endpoints.intercept, target))
  expect(error.retcode).toBe('000-003')
  expect(server.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
})
