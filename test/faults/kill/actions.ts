import type { LibraryItem } from '../../../src/shared/model/library.ts'
import type { BareLibrary } from '../../support/bare-library.ts'
import { recordEvent, stopEvent } from '../../support/recording-events.ts'
import type { Random } from '../random.ts'
import type { ActionName, Told } from './messages.ts'
import { pathOf } from './recordings.ts'

export interface ActingDeps {
  readonly bare: BareLibrary
  readonly random: Random
  readonly firstNumber: number
  readonly tell: (told: Told) => void
}

/** How often each is chosen, in parts. */
const weights: Readonly<Record<ActionName, number>> = {
  announce: 10,
  add: 2,
  save: 14,
  pause: 4,
  cancel: 4,
  'move-up': 4,
  describe: 5,
  remove: 1,
  'pause-all': 1,
  'resume-all': 3
}
const drawn = Object.entries(weights).flatMap(([name, parts]) =>
  // The keys of the record are the names of actions.
  Array<ActionName>(parts).fill(name as ActionName)
)

/** Does what agents do, in an order that the seed decides; each is told before and after. */
export function createActing({ bare, random, firstNumber, tell }: ActingDeps): () => void {
  const { library, savedFiles } = bare.opened
  let number = firstNumber
  const act: Readonly<Record<ActionName, (itemId: string) => void | Promise<void>>> = {
    announce() {
      number += 1
      const fileName = pathOf(number)
      bare.opened.handle(recordEvent({ taskId: number, fileName, callId: `call-${number}` }))
      if (random.chance(0.9)) bare.opened.handle(stopEvent(number))
    },
    add() {
      number += 1
      library.addByRecordId({ recordId: pathOf(number), locationId: null, callId: null })
    },
    save: (itemId) => {
      library.save(itemId)
    },
    pause: (itemId) => {
      library.hold(itemId)
    },
    cancel: (itemId) => {
      library.cancel(itemId)
    },
    'move-up': (itemId) => {
      library.moveUp(itemId)
    },
    describe: (itemId) => {
      const tags = random.chance(0.5) ? [`tag-${random.whole(1, 9)}`] : []
      savedFiles.describe({ itemId, tags, note: `note ${random.whole(1, 999)}` })
      if (random.chance(0.2)) savedFiles.describe({ itemId, hold: random.chance(0.5) })
    },
    remove: async (itemId) => {
      await savedFiles.remove([itemId], 'bin')
    },
    'pause-all': () => {
      library.pauseAll()
    },
    'resume-all': () => {
      library.resumeAll()
    }
  }
  return () => {
    const action = random.one(drawn)
    const items = library.page(null).items
    const itemId = alone.has(action) || items.length === 0 ? null : random.one(items).itemId
    if (itemId === null && !alone.has(action)) return
    // Two actions without a pause between them, as a double click or a script would.
    const chosen: readonly ActionName[] =
      action === 'save' && random.chance(0.2) ? ['save', random.one(['pause', 'cancel'])] : [action]
    for (const name of chosen) {
      tell({ type: 'begin', action: name, itemId })
      void done(act[name], itemId ?? '').then(() => {
        tell({ type: 'done', action: name, itemId })
      })
    }
  }
}

const alone: ReadonlySet<ActionName> = new Set(['announce', 'add', 'pause-all', 'resume-all'])

/** A refusal (it is held, it is being saved) is an answer like any other. */
async function done(act: (itemId: string) => void | Promise<void>, itemId: string): Promise<void> {
  try {
    await act(itemId)
  } catch {
    // See above: whatever it did or did not do is told by the rows.
  }
}

/** Asks for everything that the agent gave up or held back; true once nothing is left to do. */
export function settle(bare: BareLibrary): boolean {
  const { library } = bare.opened
  const items = library.page(null).items
  for (const { itemId, save } of items) if (save.state === 'paused') library.save(itemId)
  return !items.some(isUnderWay)
}

const isUnderWay = ({ save: { state } }: LibraryItem): boolean =>
  ['queued', 'waiting', 'downloading', 'verifying', 'paused'].includes(state)
