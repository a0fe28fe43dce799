import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ask } from './support/client.ts'
import { spawnGateway } from './support/remote-gateway.ts'

/** Starting a process takes seconds where other tests run beside it. */
const slow = { timeout: 30_000 }

test(
  'a gateway in its own process is driven from outside, and ends with who started it',
  slow,
  async () => {
    const remote = await spawnGateway(['--no-day', '--fail', 'getAgentStatus=http:503'])
    onTestFinished(async () => {
      await remote.stop()
    })
    expect(readFileSync(remote.certificateFile, 'utf8')).toBe(remote.certificatePem)
    const line = 'GET /onlineagent/1001/agentstatus'
    expect((await ask(remote, line)).status).toBe(503)
    expect((await ask(remote, line)).json).toMatchObject({ retcode: '100-006' })
    expect(await remote.control.counts('getAgentStatus')).toEqual({ received: 2, accepted: 0 })

    const body = { password: 'practice', phonenum: '701001' }
    await ask(remote, 'PUT /onlineagent/1001', { body })
    const callId = await remote.script.ringH5('1001')
    const recording = await remote.script.record(callId, { bytes: 2_000_000 })
    expect(await remote.script.sha256Of(recording.fileName)).toMatch(/^[0-9a-f]{64}$/)
    await remote.control.goAway()
    await expect(ask(remote, line)).rejects.toThrow('ECONNREFUSED')
    await remote.control.comeBack()
    expect((await ask(remote, line)).status).toBe(200)
    await expect(remote.script.ringH5('9999')).rejects.toThrow('There is no agent 9999')

    expect(await remote.stop()).toBe(0)
    expect(existsSync(remote.certificateFile)).toBe(false)
  }
)

test('a wrong flag ends the program with 2, and SIGTERM ends it with 0', slow, async () => {
  const main = resolve(import.meta.dirname, '../../src/simulator/main.ts')
  const wrong = spawn(process.execPath, [main, '--mode', 'both'], { stdio: 'ignore' })
  expect((await once(wrong, 'exit'))[0]).toBe(2)
  const good = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'ignore'] })
  const printed = String((await once(good.stdout, 'data'))[0])
  expect(printed).toContain('The practice gateway is ready.')
  expect(printed).toMatch(/2001 +He Yun +password practice +phone 702001 +\(inspector\)/)
  good.kill('SIGTERM')
  expect((await once(good, 'exit'))[0]).toBe(0)
})
