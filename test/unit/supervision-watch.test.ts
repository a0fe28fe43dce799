import { describe, expect, test } from 'vitest'
import { refusedWith, settled } from '../support/fake-signed-in.ts'
import { supervisionBench, target } from '../support/supervision-bench.ts'

const row = (workno: string, status: unknown) => ({ workno, status })

describe('while the list is on screen', () => {
  const rows = () => [row('1004', 4), row(target, 7)]
  const monitored = (bench: ReturnType<typeof supervisionBench>) =>
    bench.gateway.requests
      .filter(({ path }) => path.endsWith('monitor'))
      .map(({ path, query }) => [path.split('/').at(-1), query['agents']])

  test('the gateway is asked to tell of states, and no longer when it is left', async () => {
    const bench = supervisionBench({ onlineAgentOnVdn: rows })
    bench.supervision.watch(true)
    await bench.supervision.refresh()
    await settled()
    expect(bench.supervision.view().watching).toBe('yes')
    bench.supervision.watch(false)
    await settled()
    expect(monitored(bench)).toEqual([
      ['beginmonitor', '1004;1003'],
      ['endmonitor', '1004;1003']
    ])
    expect(bench.supervision.view().watching).toBe('no')
  })

  test('a gateway that refuses does not report, is not asked on, and that is shown', async () => {
    const beginMonitor = () => Promise.reject(refusedWith('000-003'))
    const bench = supervisionBench({ onlineAgentOnVdn: rows, beginMonitor })
    bench.supervision.watch(true)
    await bench.supervision.refresh()
    await bench.supervision.refresh()
    await settled()
    expect(bench.gateway.sent('beginMonitor')).toBe(1)
    expect(bench.supervision.view().watching).toBe('not-reported')
  })

  test('many agents are asked for in several requests', async () => {
    const many = Array.from({ length: 250 }, (_, place) => row(String(3000 + place), 4))
    const bench = supervisionBench({ onlineAgentOnVdn: () => many })
    bench.supervision.watch(true)
    await bench.supervision.refresh()
    await settled()
    expect(monitored(bench).map(([, agents = '']) => agents.split(';').length)).toEqual([
      ...[100, 100, 50]
    ])
  })

  test('a change to a state that was not named makes it ask for the list, not all the time', async () => {
    const bench = supervisionBench({ onlineAgentOnVdn: rows })
    bench.supervision.watch(true)
    await bench.supervision.refresh()
    const change = () => {
      bench.emit('QC_AgentState_Notify', { subtype: 'QC_AgentState_Busy', monitoredagent: '1004' })
    }
    for (let time = 0; time < 15; time += 1) {
      change()
      bench.clock.advance(500)
      await settled()
    }
    // At once, and ten seconds later; the first was asked for by hand.
    expect(bench.gateway.sent('onlineAgentOnVdn')).toBe(2)
    bench.clock.advance(10_000)
    expect(bench.gateway.sent('onlineAgentOnVdn')).toBe(3)
  })
})
