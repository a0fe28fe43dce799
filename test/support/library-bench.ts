import { expect, onTestFinished } from 'vitest'
import type { OpenedLibrary } from '../../src/main/library/open-library.ts'
import type { LibraryItem, SaveStateName } from '../../src/shared/model/library.ts'
import { bareLibrary, type BareLibraryOptions } from './bare-library.ts'
import { temporaryFolder } from './folders.ts'
import { startRawServer, type RawHandler, type RawServer } from './raw-server.ts'
import { recordEvent, stopEvent } from './recording-events.ts'
import { patiently } from './patiently.ts'

export { anAgent } from './bare-library.ts'

export interface LibraryBenchOptions extends Omit<BareLibraryOptions, 'root' | 'server'> {
  readonly handler: RawHandler
  /** Where everything lies; a second bench on the same folder is a second start of the app. */
  readonly root?: string
  readonly server?: RawServer
}

/** The whole library over the real wire, the real disk and the real database. */
export async function libraryFrom(options: LibraryBenchOptions) {
  const root = options.root ?? (await temporaryFolder())
  const server = options.server ?? (await startRawServer(options.handler))
  const bare = bareLibrary({ ...options, root, server })
  onTestFinished(async () => {
    await bare.close()
    if (options.server === undefined) await server.close()
  })
  const { opened } = bare
  const items = (): readonly LibraryItem[] => opened.library.page(null).items
  return { ...bare, server, ...following(opened, items), items }
}

export type LibraryBench = Awaited<ReturnType<typeof libraryFrom>>

function following(opened: OpenedLibrary, items: () => readonly LibraryItem[]) {
  const find = (itemId: string): LibraryItem => {
    const found = items().find((item) => item.itemId === itemId)
    if (found === undefined) throw new Error(`There is no item ${itemId}`)
    return found
  }
  return {
    find,
    /** A recording that the gateway announced and that has stopped; gives its item. */
    announce(n = 1): string {
      const fileName = `Y:/1/0/20201202/503/${n}.mp4`
      opened.handle(recordEvent({ taskId: n, fileName, callId: `call-${n}` }))
      opened.handle(stopEvent(n))
      const item = items().find(({ callId }) => callId === `call-${n}`)
      if (item === undefined) throw new Error('The recording was not noted')
      return item.itemId
    },
    async reach(itemId: string, state: SaveStateName): Promise<LibraryItem> {
      await patiently(() => {
        expect(find(itemId).save.state).toBe(state)
      })
      return find(itemId)
    }
  }
}
