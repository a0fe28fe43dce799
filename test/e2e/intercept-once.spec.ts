import fc from 'fast-check'
import { gestures, wireNames, type Deed } from './support/impatience.ts'
import { Hand } from './support/hand.ts'
import {
  atInspectorScreen,
  inspectorId,
  interceptButton,
  listening,
  stage,
  watched
} from './support/inspector.ts'
import { passTime } from './support/pass-time.ts'
import { expect, test, type Desk } from './support/test.ts'

/** Time is moved by hand here: no look at the clock may take that for a sleep. */
const noTick = { tickMs: 3_600_000, lateTickMs: 3_600_000 }
test.use({
  startOptions: { timings: { pollPauseMinMs: 5, pollPauseMaxMs: 10, ...noTick } }
})

const gesture = fc.constantFrom(...gestures)
const wire = fc.constantFrom(...wireNames)
const few = (maxLength: number) => fc.array(gesture, { maxLength })
const opening = fc.constantFrom<Deed>('click Intercept', 'double click Intercept')
/** Ways that lead to an intercept where nothing comes between. */
const confirming = fc.constantFrom<Deed[]>(
  ['type the number', 'click Intercept now'],
  ['type the number', 'double click Intercept now'],
  ['type the number', 'Enter'],
  ['type the number', 'hold Enter'],
  ['type the number', 'Tab', 'Tab', 'Space'],
  ['press the hold button', 'a second passes'],
  ['focus the hold button', 'hold Space for a second']
)

/** Ways that look much the same, and are none. */
const faltering = fc.constantFrom<Deed[]>(
  ['press the hold button', 'let go', 'a second passes'],
  ['focus the hold button', 'Space', 'a second passes'],
  ['focus the hold button', 'hold Enter', 'a second passes'],
  ['press the hold button', 'Escape', 'a second passes'],
  ['type another number', 'hold Enter'],
  ['type the number', 'click Cancel', 'click Intercept now']
)

/** Somebody who wants an intercept, does not look closely, and does not wait for answers. */
const attempt = fc
  .tuple(wire, opening, few(2), fc.oneof({ weight: 2, arbitrary: confirming }, faltering), few(4))
  .map(([how, open, between, confirm, after]): Deed[] => [
    how,
    open,
    'wait and see',
    ...between,
    ...confirm,
    ...after
  ])
const afternoon = fc
  .array(fc.oneof({ weight: 3, arbitrary: attempt }, { weight: 1, arbitrary: few(4) }), {
    minLength: 1,
    maxLength: 2
  })
  .map((parts): Deed[] => parts.flat())

/** The inspector is on the agent's call, with nothing under way and no message over the button. */
async function onTheCall(desk: Desk): Promise<void> {
  const { gateway, callside } = desk
  gateway.control.heal()
  const where = stage(desk)
  if ((await where.count()) === 0 || (await where.textContent()) !== "On the agent's call") {
    for (const agentId of [inspectorId, watched]) {
      const call = gateway.script.callOf(agentId)
      if (call !== null) gateway.script.hangUp(call.callId)
    }
    await expect(where).toHaveCount(0)
    gateway.script.talk(gateway.script.ringVoice(watched))
    await listening(desk)
  }
  await expect(interceptButton(desk)).toBeEnabled()
  // Longer than messages stay, and than main waits between two intercepts.
  await passTime(callside, 6_000)
}

test('whatever hands, keys, delays and lost replies do, one confirmation is at most one intercept', async ({
  page,
  gateway,
  callside
}) => {
  test.setTimeout(120_000)
  const seed = Number(process.env['CALLSIDE_SEED'] ?? Date.now() % 0x7fffffff)
  process.stdout.write(`intercept once: CALLSIDE_SEED=${seed} repeats these\n`)
  const desk = { page, gateway, callside }
  await atInspectorScreen(desk)
  await page.clock.install()
  let sent = 0
  let played = 0
  const play = async (deeds: readonly Deed[]): Promise<void> => {
    await onTheCall(desk)
    const before = gateway.control.counts('intercept').received
    const hand = new Hand(desk)
    for (const deed of deeds) await hand.do(deed)
    await hand.rest(before)
    sent += hand.sent
    played += 1
  }
  const look = ['click Intercept', 'wait and see'] as const
  // The random hand has to get intercepts through, or what follows would prove nothing.
  await play([...look, 'type the number', 'double click Intercept now', 'Enter'])
  await play(['a second passes', ...look, 'press the hold button', 'a second passes'])
  expect(sent).toBe(2)
  await fc.assert(fc.asyncProperty(afternoon, play), {
    ...{ numRuns: 25, seed, interruptAfterTimeLimit: 30_000 }
  })
  // A busy machine gets through fewer of them.
  process.stdout.write(`intercept once: ${played} sequences, ${sent} intercepts\n`)
})
