import type { EventValue, Input, Output } from '../../src/shared/ipc/contract.ts'
import type { CommandName, EventName } from '../../src/shared/ipc/names.ts'
import type { LibraryItem, LibraryView } from '../../src/shared/model/library.ts'

const rowId = '3f0c8a52-6f0e-4b8e-9d7c-0a1b2c3d4e5f'
const callId = '1552524689-16797284'
const at = 1_760_000_000_000
const problem = { code: 'gateway-refused', retcode: '106-011', gatewayText: 'said' } as const

const sampleItem: LibraryItem = {
  ...{
    itemId: rowId,
    agentId: '1001',
    own: true,
    callId,
    media: 'video',
    source: 'file',
    knownBy: 'event'
  },
  ...{ fetchable: true, startedAt: at, stoppedAt: at, failed: false, position: null },
  ...{ tags: ['dispute'], note: 'a note', hold: true },
  save: {
    state: 'saved',
    file: {
      ...{ fileName: 'a.mp4', bytes: 1, sha256: '00', lengthProof: 'content-length' },
      ...{ mayHaveGrown: false, savedAt: at, check: 'unchecked', checkedAt: null }
    }
  }
}

const view: LibraryView = {
  allAgents: false,
  ...{ epoch: '1', pause: { by: 'folder', folder: '/videos', problem }, mayAdd: true },
  ...{ retentionDays: 30, retentionHeldBack: 1, export: null },
  verification: {
    ...{ done: 1, total: 2, files: 2, state: 'running', findings: 0, fileName: null, problem: null }
  },
  rebuilt: { items: 3, setAside: 'library.db.set-aside-1' },
  unavailable: { reason: 'locked', file: '/data/library.db', triedAt: at }
}

type Of<Prefix extends string, Name extends string> = Extract<Name, `${Prefix}.${string}`>

/** One input for each command of the library. */
export const libraryInputs: { [N in Of<'library', CommandName>]: Input<N> } = {
  ...{ 'library.get': undefined, 'library.page': { after: null } },
  ...{ 'library.save': { itemId: rowId }, 'library.pause': { itemId: rowId } },
  ...{ 'library.cancel': { itemId: rowId }, 'library.moveUp': { itemId: rowId } },
  ...{ 'library.pauseAll': undefined, 'library.resumeAll': undefined },
  'library.describe': { itemId: rowId, tags: ['dispute'], note: 'a note', hold: true },
  'library.addByRecordId': { recordId: 'Y:/1/0/a.mp4', locationId: '256', callId },
  'library.remove': { itemIds: [rowId], files: 'bin' },
  ...{ 'library.verify': { itemIds: [rowId] }, 'library.cancelVerification': undefined },
  ...{ 'library.export': { itemIds: [rowId] }, 'library.cancelExport': undefined },
  'library.showInFolder': { itemId: rowId },
  ...{ 'library.tryAgain': undefined, 'library.setAside': undefined },
  'library.showDatabase': undefined
}

/** One output for each command of the library. */
export const libraryOutputs: { [N in Of<'library', CommandName>]: Output<N> } = {
  'library.get': view,
  'library.page': { epoch: '1', items: [sampleItem], next: `${String(at)} ${rowId}` },
  ...{ 'library.save': undefined, 'library.pause': undefined, 'library.cancel': undefined },
  ...{ 'library.moveUp': undefined, 'library.pauseAll': undefined },
  ...{ 'library.resumeAll': undefined, 'library.describe': undefined },
  'library.addByRecordId': sampleItem,
  ...{ 'library.remove': [rowId], 'library.verify': undefined },
  ...{ 'library.cancelVerification': undefined, 'library.export': true },
  ...{ 'library.cancelExport': undefined, 'library.showInFolder': undefined },
  ...{ 'library.tryAgain': true, 'library.setAside': undefined },
  'library.showDatabase': undefined
}

/** One value for each event of the library. */
export const libraryEvents: { [N in Of<'library', EventName>]: EventValue<N> } = {
  'library.changed': view,
  'library.items': { epoch: '1', items: [sampleItem], removed: [rowId] },
  'library.progress': [{ itemId: rowId, receivedBytes: 1, totalBytes: 2, bytesPerSecond: 3 }]
}
