import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Check } from '../../src/main/doctor/checks.ts'
import { doctorArguments, wantsDoctor } from '../../src/main/doctor/doctor-arguments.ts'
import { pcChecks } from '../../src/main/doctor/pc-checks.ts'
import { runChecks, worstOf } from '../../src/main/doctor/run-checks.ts'
import { sessionChecks } from '../../src/main/doctor/session-checks.ts'
import { AppError } from '../../src/shared/errors.ts'
import { checkOutcomes, findingNames, type CheckResult } from '../../src/shared/model/doctor.ts'
import { findingSentence, fixSentence, reportLines } from '../../src/shared/words/doctor-words.ts'
import { namesIn, temporaryFolder } from '../support/folders.ts'

const silent = { onLook: () => undefined, onResult: () => undefined }
const clock = { elapsed: () => 0 }
const run = (checks: readonly Check[], signal = new AbortController().signal) =>
  runChecks(checks, { clock, ...silent }, signal)

const desktop = { notificationsOffered: () => true, keysFree: () => true }
const pc = (changes: Partial<Parameters<typeof pcChecks>[0]>) =>
  pcChecks({
    systemStore: () => ({ readable: true, authorities: ['pem'] }),
    ...{
      folder: () => join(import.meta.dirname, 'no-such-folder'),
      freeBytes: () => Promise.resolve(1e12)
    },
    folderPlace: () => ({ kind: 'local', managed: false }),
    ...{ reserveBytes: 512 * 1024 ** 2, desktop, ...changes }
  })

async function found(checks: readonly Check[], name: string): Promise<CheckResult | undefined> {
  return (await run(checks)).find(({ check }) => check === name)
}

describe('a run', () => {
  test('leaves out what rests on a failure, also over several steps', async () => {
    const fail: Check = {
      ...{ check: 'name', needs: [] },
      look: () => Promise.reject(new AppError('could-not-ask:name-unknown', 'x'))
    }
    const rest: Check = {
      ...{ check: 'connection', needs: ['name'] },
      look: () => Promise.reject(new Error('must not be asked'))
    }
    const later: Check = { ...rest, check: 'proxy', needs: ['connection'] }
    const results = await run([fail, rest, later])
    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'skipped', 'skipped'])
    expect(results[0]?.problem?.code).toBe('could-not-ask:name-unknown')
  })

  test('that is stopped says nothing of what was under way', async () => {
    const stop = new AbortController()
    const check: Check = {
      ...{ check: 'name', needs: [] },
      look: () => {
        stop.abort()
        return Promise.reject(new Error('cut off'))
      }
    }
    expect(await run([check], stop.signal)).toEqual([])
  })

  test('is as bad as its worst result', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...checkOutcomes)), (outcomes) => {
        const worst = worstOf(outcomes.map((outcome) => ({ outcome })))
        expect(outcomes.every((one) => rank(one) <= rank(worst))).toBe(true)
        expect(outcomes.length === 0 || outcomes.includes(worst)).toBe(true)
      })
    )
  })
})

const rank = (outcome: CheckResult['outcome']): number => checkOutcomes.indexOf(outcome)

describe('this PC', () => {
  test('a folder that is not there fails, and the room in it is not asked for', async () => {
    const checks = pc({})
    expect((await found(checks, 'folder'))?.problem?.code).toMatch(/^file:/)
    expect((await found(checks, 'space'))?.finding).toBe('rests-on-earlier')
  })

  test.each([
    ['dropbox', 'warning', 'Dropbox synchronises it: what is saved is copied to a cloud.'],
    ['cloud', 'warning', 'A cloud service synchronises it'],
    ['network', 'warning', 'It is on a network share.'],
    ['onedrive', 'ok', 'OneDrive synchronises it']
  ] as const)(
    'a folder in %s is remarked (%s); a policy’s without a warning',
    async (kind, outcome, words) => {
      const folder = await temporaryFolder()
      const checks = pc({
        folder: () => folder,
        folderPlace: () => ({ kind, managed: outcome === 'ok' })
      })
      const result = await found(checks, 'folder')
      expect(result?.outcome).toBe(outcome)
      expect(result && findingSentence(result)).toContain(words)
      expect(result && fixSentence(result)).toContain('Unless your organisation wants it so')
    }
  )

  test('a folder can be written to, and nothing is left in it', async () => {
    const folder = await temporaryFolder()
    const checks = pc({ folder: () => folder })
    expect((await found(checks, 'folder'))?.finding).toBe('folder-writable')
    expect(await namesIn(folder)).toEqual([])
  })

  test('the system’s store is counted; one that cannot be read is worth a look', async () => {
    expect(await found(pc({}), 'store')).toMatchObject({
      ...{ finding: 'store-read', outcome: 'ok', facts: { count: '1' } }
    })
    const unread = pc({ systemStore: () => ({ readable: false, authorities: [] }) })
    const result = await found(unread, 'store')
    expect(result).toMatchObject({ finding: 'store-unread', outcome: 'warning' })
  })

  test.each([
    [100, 'space-none', 'failed'],
    [1024 ** 3, 'space-low', 'warning'],
    [1e12, 'space-enough', 'ok'],
    [null, 'space-unknown', 'skipped']
  ])('%s bytes free: %s', async (free, finding, outcome) => {
    const folder = await temporaryFolder()
    const checks = pc({ folder: () => folder, freeBytes: () => Promise.resolve(free) })
    expect(await found(checks, 'space')).toMatchObject({ finding, outcome })
  })

  test('a desktop without notifications and with taken keys is a warning, never a failure', async () => {
    const poor = { notificationsOffered: () => false, keysFree: () => false }
    const results = await run(pc({ desktop: poor }))
    const two = results.filter(({ check }) => check === 'notifications' || check === 'shortcuts')
    expect(two.map(({ outcome }) => outcome)).toEqual(['warning', 'warning'])
  })
})

test('a trial signs in and polls only where it was asked for', async () => {
  const none = await run(sessionChecks({ session: null, trial: null }))
  expect(none.map(({ finding }) => finding)).toEqual(['sign-in-not-asked', 'poll-not-tried'])
  const done: string[] = []
  const note = (what: string) => () => {
    done.push(what)
    return Promise.resolve()
  }
  const trial = { agentId: '1001', signIn: note('sign-in'), poll: note('poll') }
  const both = await run(sessionChecks({ session: null, trial }))
  expect(both.map(({ outcome }) => outcome)).toEqual(['ok', 'ok'])
  expect(done).toEqual(['sign-in', 'poll'])
})

describe('the command line', () => {
  test('the doctor is asked for by one word', () => {
    expect(wantsDoctor(['callside', '--no-sandbox', '--doctor'])).toBe(true)
    expect(wantsDoctor(['callside', '--doctors'])).toBe(false)
  })

  test('what stands before it is not its business, what stands behind it is', () => {
    const argv = ['callside', '--any', '--doctor', '--json', '--gateway', 'Site', '--output=a.json']
    expect(doctorArguments(argv)).toEqual({
      ...{ json: true, gateway: 'Site', output: 'a.json', signIn: null }
    })
    expect(doctorArguments(['callside', '--doctor', '--jsno'])).toContain('--jsno')
    expect(doctorArguments(['callside', '--doctor', '--agent', '1001'])).toContain('--phone')
    expect(doctorArguments(['callside', '--doctor', '--password', 'x'])).toContain('Not understood')
  })
})

test('every finding has a sentence, and none shows a placeholder', () => {
  const facts = { freeBytes: '1000000000', direction: 'ahead' }
  for (const finding of findingNames.filter((name) => name !== 'problem')) {
    const result: CheckResult = {
      ...{ check: 'name', outcome: 'ok', finding, facts, problem: null, tookMs: 0 }
    }
    expect(findingSentence(result)).not.toMatch(/[{}]|^$/)
    expect(fixSentence(result) ?? 'none').not.toMatch(/[{}]|^$/)
  }
  const problem = { code: 'could-not-ask:timeout' } as const
  const check: CheckResult = {
    ...{ check: 'gateway', outcome: 'failed', finding: 'problem', facts: {}, problem, tookMs: 1 }
  }
  const gateway = { name: 'Site', origin: 'https://gateway.example:8043' }
  const report = { version: 1, appVersion: '1.2.3', platform: 'linux', startedAt: 0 } as const
  const lines = reportLines({ ...report, gateway, checks: [check], worst: 'failed' })
  expect(lines.join('\n')).toContain('[could-not-ask:timeout]')
})
