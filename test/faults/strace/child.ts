import { writeSync } from 'node:fs'
import { systemClock } from '../../../src/main/clock.ts'
import { directLine } from '../../../src/main/gateway/line-options.ts'
import { defaultLimits } from '../../../src/main/library/transfer/file-work.ts'
import { placeUnderFreeName } from '../../../src/main/library/transfer/place-loop.ts'
import { AppError } from '../../../src/shared/errors.ts'
import { anAgent, bareLibrary, localWork } from '../../support/bare-library.ts'
import { recordEvent, stopEvent } from '../../support/recording-events.ts'

/** What is done under the eyes of strace. */
export interface TracedOrder {
  /** The work on one file alone, or the whole library saving one. */
  readonly what: 'file' | 'library'
  /** For `file` the folder itself. */
  readonly root: string
  readonly origin: string
  readonly ca: readonly string[]
}

/** How it ended. */
export interface TracedEnd {
  /** Null where the file has its name. */
  readonly code: string | null
  readonly fileName: string | null
  readonly ms: number
}

export const tracedPart = 'traced.part'

async function saveFile({ root, origin, ca }: TracedOrder): Promise<string> {
  const work = localWork(systemClock)
  const { signal } = new AbortController()
  const request = {
    method: 'GET' as const,
    url: `${origin}/video?recordId=1`,
    headers: { Guid: 'g' },
    line: directLine(ca)
  }
  const limits = { ...defaultLimits, reserveBytes: 0 }
  const where = { folder: root, partName: tracedPart }
  const job = { ...where, request, family: 'video', resume: null, limits } as const
  const { error, file } = await work.fetch(job, { signal, onNews: () => undefined })
  if (file === null) throw error ?? new Error('no file and no error')
  const placing = { ...where, fileName: 'v.mp4', signal }
  return placeUnderFreeName(work, placing, () => undefined)
}

async function saveInLibrary(order: TracedOrder): Promise<string> {
  const { opened, close } = bareLibrary({ root: order.root, server: order })
  await opened.start()
  opened.signedInAs(anAgent)
  opened.handle(recordEvent({ taskId: 1, fileName: 'Y:/1.mp4', callId: 'call-1' }))
  opened.handle(stopEvent(1))
  const saved = Promise.withResolvers<string>()
  opened.feed.onItems(({ items }) => {
    for (const { save } of items) {
      // By the call itself: whatever goes through a stream is written at some other time.
      writeSync(1, `told ${save.state}\n`)
      if (save.state === 'saved') saved.resolve(save.file.fileName)
    }
  })
  for (const { itemId } of opened.library.page(null).items) opened.library.save(itemId)
  const name = await saved.promise
  await close()
  return name
}

async function ended(order: TracedOrder): Promise<TracedEnd> {
  const begun = performance.now()
  const work = order.what === 'file' ? saveFile(order) : saveInLibrary(order)
  const end = await work.then(
    (fileName) => ({ code: null, fileName }),
    (thrown: unknown) => ({ code: AppError.from(thrown).code, fileName: null })
  )
  return { ...end, ms: performance.now() - begun }
}

if (import.meta.main) {
  const [, , text = ''] = process.argv
  // The suite wrote it a moment ago.
  const order = JSON.parse(text) as TracedOrder
  writeSync(1, `end ${JSON.stringify(await ended(order))}\n`)
}
