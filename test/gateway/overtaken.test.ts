import { expect, test } from 'vitest'
import * as endpoints from '../../src/main/gateway/endpoints/index.ts'
import { createPollWatch } from '../../src/main/gateway/poll-watch.ts'
import { manualClock } from '../support/manual-clock.ts'
import { json, no, yes } from '../support/raw-answers.ts'
import type { RawHandler } from '../support/raw-server.ts'
import { asking, canary, guidHeader, refusal, until } from './support.ts'

const agent = { agentId: '103' }
const newGuid = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee.AgentGateway1'
const isPoll = (target: string): boolean => target.includes('agentevent')

/**
 * A gateway that has renewed the Guid already: it refuses the old one on commands, and its poll
 * answers lie on the wire until the test lets them arrive.
 */
function renewed(pollAnswers: readonly Buffer[], retcode = '100-006') {
  const held: (() => void)[] = []
  let polls = 0
  const handler: RawHandler = ({ target, headers }, socket) => {
    if (!isPoll(target)) {
      socket.write(headers['guid'] === newGuid ? yes() : no(retcode))
      return
    }
    const bytes = pollAnswers[polls] ?? yes()
    polls += 1
    held.push(() => socket.write(bytes))
  }
  return { handler, held }
}

const nothingNew = json({ message: '', retcode: '0' })
const withNewGuid = json({ message: '', retcode: '0' }, { 'Set-GUID': guidHeader(newGuid) })

async function scene(answers: readonly Buffer[], retcode?: string) {
  const { handler, held } = renewed(answers, retcode)
  const desk = await asking(handler)
  desk.client.expectPolls()
  const commands = () => desk.server.requests.filter(({ target }) => !isPoll(target))
  /** One poll, answered when the test says so. */
  const poll = async (): Promise<() => Promise<unknown>> => {
    const before = held.length
    const answered = desk.client.call(endpoints.poll, agent)
    // One that is never answered ends with the test.
    answered.catch(() => undefined)
    await until(() => held.length > before)
    return () => {
      held[before]?.()
      return answered
    }
  }
  return { ...desk, commands, poll }
}

test.each(['100-006', '000-003'])(
  'P06 a refusal (%s) that overtakes the poll answer with the new Guid waits for it',
  async (retcode) => {
    const { client, commands, poll, observed } = await scene([withNewGuid], retcode)
    const arrive = await poll()
    const asked = client.call(endpoints.sayFree, agent)
    await until(() => commands().length === 1)
    await arrive()
    await asked
    expect(commands().map(({ headers }) => headers['guid'])).toEqual([canary.guid, newGuid])
    // The refused try is told as what it was, and the last record says how it ended.
    const records = observed.filter(({ logName }) => logName === endpoints.sayFree.logName)
    expect(records).toMatchObject([{ outcome: 'refused', repeated: true }, { outcome: 'ok' }])
    expect(records[1]).not.toHaveProperty('repeated')
  }
)

test('P06 the answer that was on its way may say nothing new: the next one counts too', async () => {
  const { client, commands, poll } = await scene([nothingNew, withNewGuid])
  const first = await poll()
  const asked = client.call(endpoints.sayFree, agent)
  await until(() => commands().length === 1)
  await first()
  await (
    await poll()
  )()
  await asked
  expect(commands()).toHaveLength(2)
})

test('P09 a refusal stands once two polls have shown that the session lives with this Guid', async () => {
  const { client, commands, poll } = await scene([nothingNew, nothingNew])
  const error = refusal(client.call(endpoints.sayFree, agent))
  await until(() => commands().length === 1)
  for (let polls = 0; polls < 2; polls += 1) {
    await (
      await poll()
    )()
  }
  expect(await error).toMatchObject({ code: 'gateway-refused', retcode: '100-006' })
  expect(commands()).toHaveLength(1)
})

test('P09 a refusal waits 25 s at most, and not longer than its session', async () => {
  const clock = manualClock()
  const polls = createPollWatch(clock)
  polls.expect()
  const ending = new AbortController()
  const waits = [new AbortController(), ending].map(({ signal }) =>
    polls.until(() => false, signal)
  )
  ending.abort()
  expect(await waits[1]).toBe(false)
  clock.advance(25_000)
  expect(await waits[0]).toBe(false)
  expect(clock.waiting()).toBe(0)
})

test('P10 000-003 on a supervision call is answered at once, whatever polls are under way', async () => {
  const { client, commands, poll } = await scene([withNewGuid], '000-003')
  await poll()
  const error = await refusal(client.call(endpoints.intercept, { ...agent, workNo: '104' }))
  expect(error.retcode).toBe('000-003')
  expect(commands()).toHaveLength(1)
})

test('P19 a retcode 0 as a number is a yes like "0", and no other number is', async () => {
  const answers = [json({ retcode: 0, message: '' }), json({ retcode: 1, message: '' })]
  const { client } = await asking((_request, socket) => {
    socket.write(answers.shift() ?? '')
  })
  await client.call(endpoints.sayFree, agent)
  expect(await refusal(client.call(endpoints.sayFree, agent))).toMatchObject({ retcode: '1' })
})

test('connections are made anew after a wake-up, and a command that was under way is unknown', async () => {
  const { client, server } = await asking(({ target }, socket) => {
    if (isPoll(target)) socket.write(nothingNew)
  })
  await client.call(endpoints.poll, agent)
  await client.call(endpoints.poll, agent)
  expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(1)
  const lost = refusal(client.call(endpoints.sayFree, agent))
  await until(() => server.requests.length === 3)
  client.renew()
  expect(await lost).toMatchObject({ code: 'outcome-unknown' })
  await client.call(endpoints.poll, agent)
  expect(server.requests.at(-1)?.connection).not.toBe(1)
})
