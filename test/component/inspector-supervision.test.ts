import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { SupervisionStage } from '../../src/shared/model/supervision.ts'
import { refusal } from '../support/fake-bridge.ts'
import {
  button,
  card,
  customerCall,
  listening,
  open,
  reconnecting,
  sent,
  supervision,
  watched
} from './inspector-scene.ts'

const blocked = async (name: string, reason: string | RegExp) => {
  await expect.element(button(name)).toHaveAttribute('aria-disabled', 'true')
  await expect.element(button(name)).toHaveAccessibleDescription(reason)
}

beforeEach(async () => {
  await page.viewport(1040, 700)
})

test('with nobody to listen to there is no Intercept, and what it needs is said', async () => {
  await open(supervision())
  await expect.element(page.getByText(/listen to the agent's call first/)).toBeVisible()
  await expect.element(button('Intercept')).not.toBeInTheDocument()
})

test('while the phone is being connected the inspector is told, and can stop', async () => {
  const fake = await open(
    listening({ stage: 'asked', interceptBlockedBy: 'not-now:not-listening' })
  )
  await expect.element(card()).toHaveTextContent('Connecting your phone')
  await expect.element(card()).toHaveTextContent('Answer your phone if it rings.')
  await blocked('Intercept', "Wait until you are on the agent's call.")
  await button('Stop').click()
  expect(sent(fake)).toEqual([['supervision.stop', undefined]])
})

test.each([
  ['listen', 'They do not hear you.'],
  ['insert', 'hear each other'],
  ['whisper', 'Only the agent hears you.']
] as const)('%s says who hears whom', async (mode, words) => {
  await open(listening({ mode }))
  await expect.element(card()).toHaveTextContent(words)
  await expect
    .element(card())
    .toHaveTextContent(/Agent's last known state\s*In a call · 1\d seconds ago/)
})

test('where the media is unknown, the gateway decides, and that is said', async () => {
  await open(listening({ checks: [{ check: 'voice-call', answer: 'unknown' }] }))
  await expect
    .element(card())
    .toHaveTextContent(
      'Not known. Callside does not know whether this is a video call; the gateway decides.'
    )
  await expect.element(button('Intercept')).not.toHaveAttribute('aria-disabled')
})

test('a video call cannot be intercepted, with the reason', async () => {
  const view = listening({
    interceptBlockedBy: 'not-now:intercept-video-call',
    checks: [{ check: 'voice-call', answer: 'no' }]
  })
  await open({ ...view, agents: [watched({ videoCall: 'yes' })] })
  await blocked('Intercept', 'The gateway cannot intercept video calls.')
  await expect.element(card()).toHaveTextContent('Video calls cannot be intercepted.')
})

test('after Stop was asked, Intercept waits for its end', async () => {
  await open(listening({ interceptBlockedBy: 'not-now:supervision-outstanding' }))
  await blocked('Intercept', 'Wait until the last request is settled.')
})

test('while the gateway does not answer, nothing of it is offered', async () => {
  await open(listening(), { 'session.get': reconnecting() })
  await blocked('Stop', 'Wait until the gateway answers again.')
  await blocked('Intercept', 'Wait until the gateway answers again.')
})

test('a refused Stop shows why and stays possible', async () => {
  await open(listening(), {
    'supervision.stop': refusal({ code: 'gateway-refused', retcode: '900-001' })
  })
  await button('Stop').click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Not stopped')
  await expect.element(button('Stop')).not.toHaveAttribute('aria-disabled')
})

test('while intercepting, neither it nor Stop is offered again', async () => {
  await open(
    listening({
      stage: 'intercepting',
      interceptBlockedBy: 'not-now:supervision-outstanding',
      stopBlockedBy: 'not-now:supervision-outstanding'
    })
  )
  await expect.element(card()).toHaveTextContent('The request was sent once.')
  await blocked('Stop', 'Wait until the last request is settled.')
  await blocked('Intercept', 'Wait until the last request is settled.')
})

test('an unknown outcome says what to check and that nothing is repeated', async () => {
  const unknown = listening({
    stage: 'outcome-unknown',
    interceptBlockedBy: 'not-now:supervision-outstanding'
  })
  const fake = await open({ ...unknown, requestProblem: { code: 'outcome-unknown' } })
  await expect.element(card()).toHaveTextContent('Outcome unknown')
  await expect.element(card()).toHaveTextContent('Check the call:')
  await expect
    .element(card())
    .toHaveTextContent('You talk to the customer alone: the intercept has worked.')
  await expect.element(card()).toHaveTextContent('Nothing is repeated by itself.')
  await blocked('Intercept', 'Check the call first.')
  // The card tells it; a second box with the same would only be noise.
  expect(page.getByText('The last request did not work').elements()).toHaveLength(0)
  await button('Stop').click()
  expect(sent(fake)).toEqual([['supervision.stop', undefined]])
})

test('in an unknown outcome a call of one’s own can be hung up', async () => {
  const unknown = listening({
    stage: 'outcome-unknown',
    interceptBlockedBy: 'not-now:supervision-outstanding'
  })
  const fake = await open(unknown, { 'calls.list': [customerCall] })
  await button('Hang up').click()
  expect(sent(fake)).toEqual([['calls.release', undefined]])
})

test('with the customer, the inspector is told so and can hang up', async () => {
  const view = listening({ stage: 'customer', interceptBlockedBy: 'not-now:not-listening' })
  const fake = await open(view, { 'calls.list': [customerCall] })
  await expect.element(card().getByText('You are talking to the customer')).toBeVisible()
  await expect.element(card()).toHaveTextContent('Agent 20013 is no longer on the call.')
  await expect.element(card()).toHaveTextContent('13800138000')
  await expect.element(button('Intercept')).not.toBeInTheDocument()
  await expect.element(button('Stop')).not.toBeInTheDocument()
  await button('Hang up').click()
  expect(sent(fake)).toEqual([['calls.release', undefined]])
})

test('what main remembers of the last request is shown after a look at another screen', async () => {
  await open({ ...listening(), requestProblem: { code: 'gateway-refused', retcode: '900-005' } })
  await expect.element(page.getByText('The last request did not work')).toBeVisible()
  await button('Dismiss').click()
  await expect.element(page.getByText('The last request did not work')).not.toBeInTheDocument()
})

test('the stage is spoken as it changes', async () => {
  const fake = await open(
    listening({ stage: 'asked', interceptBlockedBy: 'not-now:not-listening' })
  )
  const stage = card().getByRole('status')
  const stages: [SupervisionStage, string][] = [
    ['active', "On the agent's call"],
    ['intercepting', 'Intercepting'],
    ['customer', 'With the customer']
  ]
  for (const [name, words] of stages) {
    fake.emit('supervision.changed', listening({ stage: name }))
    await expect.element(stage).toHaveTextContent(words)
  }
})
