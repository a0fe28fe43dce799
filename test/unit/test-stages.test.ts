import { expect, test } from 'vitest'
import { chosenStages } from '../../scripts/stages/list.ts'
import { countPlaywright, countVitest } from '../../scripts/stages/reports.ts'
import { runStages, type Stage } from '../../scripts/stages/stage.ts'

const stage = (name: string, passed: number, failed: number): Stage => ({
  name,
  run: () => Promise.resolve({ passed, failed })
})
const crash = (name: string): Stage => ({
  name,
  run: () => Promise.reject(new Error('the disk is gone'))
})
const quiet = (): void => undefined

test('the counts of all stages are added up', async () => {
  const total = await runStages([stage('a', 2, 1), stage('b', 3, 0)], quiet)
  expect(total).toEqual({ passed: 5, failed: 1 })
})

test('a stage that crashes is one failure, says why, and the next one still runs', async () => {
  const said: string[] = []
  const total = await runStages([crash('a'), stage('b', 1, 0)], (text) => said.push(text))
  expect(total).toEqual({ passed: 1, failed: 1 })
  expect(said.join('\n')).toContain('the disk is gone')
})

test('nothing is run on top of a build that failed', async () => {
  const total = await runStages([{ ...crash('build'), essential: true }, stage('e2e', 9, 0)], quiet)
  expect(total).toEqual({ passed: 0, failed: 1 })
})

const vitest = (numPassedTests: number, files: readonly string[][]): string =>
  JSON.stringify({
    numPassedTests,
    numFailedTests: files.flat().filter((status) => status === 'failed').length,
    testResults: files.map((results) => ({
      status: results.length === 0 || results.includes('failed') ? 'failed' : 'passed',
      assertionResults: results.map((status) => ({ status }))
    }))
  })

test('passed and failed tests of vitest are counted, skipped ones are not', () => {
  expect(countVitest(vitest(1, [['passed', 'skipped']]), 0)).toEqual({ passed: 1, failed: 0 })
  expect(countVitest(vitest(1, [['passed', 'failed']]), 1)).toEqual({ passed: 1, failed: 1 })
})

test('a test file that cannot be loaded is a failure', () => {
  expect(countVitest(vitest(1, [['passed'], []]), 1)).toEqual({ passed: 1, failed: 1 })
})

test('a runner that fails without naming a test is a failure', () => {
  expect(countVitest(vitest(1, [['passed']]), 1)).toEqual({ passed: 1, failed: 1 })
  expect(countVitest(vitest(1, [['passed']]), null)).toEqual({ passed: 1, failed: 1 })
})

test('a run without a single test is a failure', () => {
  expect(countVitest(vitest(0, []), 0)).toEqual({ passed: 0, failed: 1 })
})

test('a flaky test of Playwright and an error outside of tests are failures', () => {
  const report = (flaky: number, errors: unknown[]): string =>
    JSON.stringify({ stats: { expected: 3, unexpected: 0, flaky }, errors })
  expect(countPlaywright(report(0, []), 0)).toEqual({ passed: 3, failed: 0 })
  expect(countPlaywright(report(1, []), 0)).toEqual({ passed: 3, failed: 1 })
  expect(countPlaywright(report(0, [{}]), 1)).toEqual({ passed: 3, failed: 1 })
})

test('one stage or one folder of tests can be chosen, after the messages are compiled', () => {
  const stages = [stage('set-up', 0, 0), stage('i18n', 0, 0), stage('check', 8, 0)]
  const names = (only: string): string[] =>
    chosenStages('/nowhere', stages, only).map(({ name }) => name)
  expect(names('check')).toEqual(['i18n', 'check'])
  expect(names('unit,check')).toEqual(['i18n', 'unit', 'check'])
  expect(() => names('chekc')).toThrow('There is no stage "chekc": choose of set-up, i18n, check,')
})
