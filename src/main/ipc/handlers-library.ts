import type { Handlers } from '../../shared/ipc/contract.ts'
import type { Parts } from './command-parts.ts'

const done = (): Promise<void> => Promise.resolve()

type LibraryHandlers = Pick<Handlers, Extract<keyof Handlers, `library.${string}`>>
type SavedFileCommands =
  | 'library.describe'
  | 'library.remove'
  | 'library.verify'
  | 'library.cancelVerification'
  | 'library.export'
  | 'library.cancelExport'
  | 'library.showInFolder'
type DatabaseCommands = 'library.tryAgain' | 'library.setAside' | 'library.showDatabase'

/** What is done with rows and the queue. */
export const libraryHandlers = ({
  library,
  libraryFeed
}: Parts): Omit<LibraryHandlers, SavedFileCommands | DatabaseCommands> => ({
  'library.get': () => Promise.resolve(libraryFeed.view()),
  'library.page': ({ after }) => Promise.resolve(library.page(after)),
  'library.save': ({ itemId }) => {
    library.save(itemId)
    return done()
  },
  'library.pause': ({ itemId }) => {
    library.hold(itemId)
    return done()
  },
  'library.cancel': ({ itemId }) => {
    library.cancel(itemId)
    return done()
  },
  'library.moveUp': ({ itemId }) => {
    library.moveUp(itemId)
    return done()
  },
  'library.pauseAll': () => {
    library.pauseAll()
    return done()
  },
  'library.resumeAll': () => {
    library.resumeAll()
    return done()
  },
  'library.addByRecordId': (draft) => Promise.resolve(library.addByRecordId(draft))
})

/** What is done with files that are saved. */
export const savedFileHandlers = ({
  savedFiles,
  caseExport,
  desktop
}: Parts): Pick<Handlers, SavedFileCommands> => ({
  'library.describe': (description) => {
    savedFiles.describe(description)
    return done()
  },
  'library.remove': ({ itemIds, files }) => savedFiles.remove(itemIds, files),
  'library.verify': ({ itemIds }) => {
    savedFiles.verify(itemIds)
    return done()
  },
  'library.cancelVerification': () => {
    savedFiles.cancelVerification()
    return done()
  },
  'library.export': ({ itemIds }) => caseExport.start(itemIds),
  'library.cancelExport': () => {
    caseExport.cancel()
    return done()
  },
  'library.showInFolder': async ({ itemId }) => {
    const { path } = await savedFiles.find(itemId)
    desktop.showInFolder(path)
  }
})

/** What is done about a database that cannot be used. */
export const databaseHandlers = ({
  libraryDatabase,
  desktop
}: Parts): Pick<Handlers, DatabaseCommands> => ({
  'library.tryAgain': () => Promise.resolve(libraryDatabase.tryAgain()),
  'library.setAside': () => {
    libraryDatabase.setAside()
    return done()
  },
  'library.showDatabase': () => {
    desktop.showInFolder(libraryDatabase.path)
    return done()
  }
})
