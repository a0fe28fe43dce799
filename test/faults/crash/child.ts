import { anAgent, bareLibrary } from '../../support/bare-library.ts'
import { recordEvent, stopEvent } from '../../support/recording-events.ts'
import { pathOf } from '../kill/recordings.ts'
import { installCrashHook, type CrashPlan } from './hook.ts'

/** What is run up to the crash. */
export interface CrashOrder extends CrashPlan {
  readonly root: string
  readonly origin: string
  readonly ca: readonly string[]
}

// Saves one recording, and ends itself at the chosen moment. Where that never comes, it tells every
// effect that it had on the way.
const [, , text = ''] = process.argv
// The suite wrote it a moment ago.
const order = JSON.parse(text) as CrashOrder
const hook = await installCrashHook(order)
const { opened, close } = bareLibrary({ root: order.root, server: order })
await opened.start()
opened.signedInAs(anAgent)
opened.handle(recordEvent({ taskId: 1, fileName: pathOf(1), callId: 'call-1' }))
opened.handle(stopEvent(1))
const [item] = opened.library.page(null).items
if (item === undefined) throw new Error('The recording was not noted')
opened.feed.onItems(({ items }) => {
  if (!items.some(({ save }) => save.state === 'saved')) return
  process.stdout.write(JSON.stringify(hook.effects))
  setImmediate(() => void close())
})
hook.arm()
opened.library.save(item.itemId)
