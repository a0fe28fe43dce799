import { nextTurn } from '../clock.ts'
import { readFolder } from './evidence/read-folder.ts'
import type { EvidenceFacts } from './evidence/facts.ts'
import type { FileCheck } from '../../shared/model/library.ts'
import type { ItemBook } from './items/item-book.ts'
import { ownerOf, type ItemRow } from './items/item-row.ts'
import { isSaved, type SaveRecord } from './queue/save-record.ts'

/** One commit each; in between the event loop belongs to others. */
const batchRows = 200

/**
 * Makes the rows of saved files again from the evidence in a folder: the database was damaged, and
 * began anew. About a saved file the evidence is believed, and not what could still be read of the
 * old database; what somebody wrote on it is in that alone. Gives how many rows were not there before;
 * throws `file:folder-unusable`.
 */
export async function readBack(
  book: ItemBook,
  folder: string,
  signal: AbortSignal
): Promise<number> {
  const { found } = await readFolder(folder, signal)
  let added = 0
  const rows = found.flatMap(({ facts, check, hold }) => {
    const before = book.store.find(facts.itemId)
    if (before === null) added += 1
    return saysSo(before, facts) ? [] : [withNotes(rowOf(facts, check, hold), before)]
  })
  for (let from = 0; from < rows.length; from += batchRows) {
    signal.throwIfAborted()
    book.put(...rows.slice(from, from + batchRows))
    await nextTurn()
  }
  return added
}

const saysSo = (row: ItemRow | null, { sha256, fileName, folder }: EvidenceFacts): boolean =>
  row !== null &&
  isSaved(row.save) &&
  row.save.file.sha256 === sha256 &&
  row.save.file.fileName === fileName &&
  row.save.file.folder === folder

/** A hold that either of them knows of stays. */
const withNotes = (row: ItemRow, before: ItemRow | null): ItemRow =>
  before === null
    ? row
    : { ...row, tags: before.tags, note: before.note, hold: row.hold || before.hold }

function rowOf(facts: EvidenceFacts, check: FileCheck, hold: boolean): ItemRow {
  const { itemId, host, agentId, callId, media, key, taskId, remote } = facts
  const { startedAt, stoppedAt, failed } = facts
  const whose = { itemId, owner: ownerOf(host, agentId), host, agentId, callId, media } as const
  return {
    ...{ ...whose, knownBy: 'evidence', key, taskId, remote, startedAt, stoppedAt, failed },
    ...{ position: null, save: saveOf(facts, check), tags: [], note: '', hold }
  }
}

function saveOf(facts: EvidenceFacts, check: FileCheck): SaveRecord {
  const { folder, fileName, bytes, sha256, kind, lengthProof, mayHaveGrown, savedAt } = facts
  const file = { folder, fileName, bytes, sha256, kind, lengthProof, mayHaveGrown, savedAt }
  const state = lengthProof === 'none' ? 'saved-unproven' : 'saved'
  return { state, file: { ...file, check, checkedAt: null } }
}
