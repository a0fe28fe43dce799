import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { supervisionView } from '../../src/shared/model/supervision.ts'
import { later, lostReply, refusedWith } from '../support/fake-signed-in.ts'
import { inspector, supervisionBench, target } from '../support/supervision-bench.ts'

const row = (workno: string, status: unknown, more: object = {}) => ({
  ...{ workno, status, name: `Agent ${workno}`, groupname: 'Loans' },
  ...more
})

async function agentsFrom(rows: unknown) {
  const bench = supervisionBench({ onlineAgentOnVdn: () => rows })
  await bench.supervision.refresh()
  return bench.supervision.view().agents
}

describe('the agents of the VDN', () => {
  test('are listed with name, group, state and the moment of the answer', async () => {
    const bench = supervisionBench({ onlineAgentOnVdn: () => [row(target, '7')] })
    await bench.supervision.refresh()
    expect(bench.supervision.view()).toMatchObject({
      agents: [
        {
          ...{ workNo: target, name: 'Agent 1003', group: 'Loans', agentState: 'in-call' },
          ...{ seenAt: bench.clock.now(), videoCall: 'unknown' }
        }
      ],
      agentsAt: bench.clock.now(),
      listProblem: null
    })
  })

  test.each([
    [0, 'unknown'],
    [1, 'unknown'],
    [2, 'signed-out'],
    [3, 'not-ready'],
    [4, 'ready'],
    [5, 'after-call-work'],
    [6, 'ready'],
    [7, 'in-call'],
    [8, 'rest'],
    [9, 'unknown'],
    [null, 'unknown']
  ])('state number %s is "%s"', async (status, agentState) => {
    expect(await agentsFrom([row(target, status)])).toMatchObject([{ agentState }])
  })

  test.each([
    [0, 'signed-out'],
    [1, 'ready'],
    [2, 'in-call'],
    [5, 'in-call'],
    [6, 'after-call-work'],
    [7, 'not-ready'],
    [8, 'rest'],
    [9, 'unknown'],
    [10, 'unknown'],
    [-1, 'unknown']
  ])('without a state the CTI status %s is "%s"', async (ctiStatus, agentState) => {
    expect(await agentsFrom([row(target, '', { ctiStatus })])).toMatchObject([{ agentState }])
  })

  test('leave out the inspector, rows without a usable number, and doubles', async () => {
    const rows = [
      row(inspector, 4),
      row('42', 4),
      row('', 4),
      {},
      'x',
      row('1004', 4),
      row('1004', 3)
    ]
    expect(await agentsFrom(rows)).toMatchObject([{ workNo: '1004', agentState: 'not-ready' }])
  })

  test.each([[{}], [''], [null]])('are none where the gateway answers %j', async (result) => {
    expect(await agentsFrom(result)).toEqual([])
  })

  test('stay as they were, with the problem beside them, when the gateway refuses', async () => {
    const answers = [() => [row(target, 4)], () => Promise.reject(refusedWith('300-001'))]
    const bench = supervisionBench({ onlineAgentOnVdn: () => answers.shift()?.() })
    await bench.supervision.refresh()
    await expect(bench.supervision.refresh()).rejects.toMatchObject({ retcode: '300-001' })
    const view = bench.supervision.view()
    expect(view).toMatchObject({
      agents: [{ workNo: target }],
      listProblem: { retcode: '300-001' }
    })
    expect(v.is(supervisionView, view)).toBe(true)
  })

  test('an answer that comes after sign-out is nobody’s', async () => {
    const reply = later()
    const bench = supervisionBench({ onlineAgentOnVdn: reply.answer })
    const refreshed = bench.supervision.refresh()
    bench.supervision.clear()
    reply.give([row(target, 4)])
    await refreshed
    expect(bench.supervision.view().agents).toEqual([])
  })
})

describe('a notice about an agent', () => {
  const watched = async () => {
    const bench = supervisionBench({ onlineAgentOnVdn: () => [row(target, 7)] })
    await bench.supervision.refresh()
    const notice = (subtype: string, monitoredagent = target): void => {
      bench.emit('QC_AgentState_Notify', { subtype, monitoredagent, mediaserver: 'CtiServer' })
    }
    const agent = () => bench.supervision.view().agents[0]
    return { bench, notice, agent }
  }

  test.each([
    ['QC_AgentState_Logout', 'signed-out'],
    ['QC_AgentState_Login', 'unknown'],
    ['QC_AgentState_Idle', 'ready'],
    ['QC_AgentState_Work', 'after-call-work'],
    ['QC_AgentState_Rest', 'rest'],
    ['QC_AgentState_Mute', 'in-call'],
    // In a call, or not ready: two readings are none.
    ['QC_AgentState_Busy', 'unknown'],
    ['QC_AgentState_Active', 'unknown']
  ])('%s makes the row "%s"', async (subtype, agentState) => {
    const { bench, notice, agent } = await watched()
    bench.clock.advance(5_000)
    notice(subtype)
    expect(agent()).toMatchObject({ agentState, seenAt: bench.clock.now() })
  })

  test('of a kind that is not understood, or about somebody else, changes nothing', async () => {
    const { bench, notice, agent } = await watched()
    const before = agent()
    notice('QC_AgentState_Dance')
    notice('QC_AgentState_Monitor')
    notice('QC_AgentState_Logout', '1009')
    expect(agent()).toBe(before)
    // Only the first has no meaning that anybody has told us.
    expect(bench.supervision.view().unknownNotices).toBe(1)
  })

  test('of a live video makes the call a video call until the call ends', async () => {
    const { bench, notice, agent } = await watched()
    notice('QC_AgentState_LiveVideoBegin')
    expect(agent()).toMatchObject({ videoCall: 'yes' })
    await bench.supervision.refresh()
    expect(agent()).toMatchObject({ videoCall: 'yes' })
    notice('QC_AgentState_Idle')
    expect(agent()).toMatchObject({ videoCall: 'unknown' })
  })
})

test('a state’s age is what the gateway told, and no figure that cannot be seconds', async () => {
  const old = { currentstatetime: '90' }
  const [agent, odd] = await agentsFrom([
    row(target, 7, old),
    row('1004', 7, { currentstatetime: 1_760_000_000_000 })
  ])
  expect(agent).toMatchObject({ stateSince: (agent?.seenAt ?? 0) - 90_000 })
  expect(odd).toMatchObject({ stateSince: null })
})

describe('the inspector right', () => {
  test.each([
    ['true', 'yes'],
    [true, 'yes'],
    ['false', 'no'],
    [false, 'no'],
    ['', 'unknown'],
    [{}, 'unknown']
  ])('the answer %j means "%s"', async (result, right) => {
    const bench = supervisionBench({ isCensor: () => result })
    expect(await bench.supervision.learnRight()).toBe(right)
    expect(bench.supervision.view().right).toBe(right)
  })

  test('is unknown where it cannot be asked, and then the gateway decides', async () => {
    const bench = supervisionBench({ isCensor: () => Promise.reject(lostReply()) })
    expect(await bench.supervision.learnRight()).toBe('unknown')
    await bench.supervision.listen(target)
    expect(bench.gateway.sent('addSupervise')).toBe(1)
  })

  test('is unknown to somebody who has signed out', async () => {
    const bench = supervisionBench()
    bench.gateway.end()
    expect(await bench.supervision.learnRight()).toBe('unknown')
    expect(bench.gateway.requests).toEqual([])
  })
})
