import type { EvidenceFacts } from '../evidence/facts.ts'
import type { ItemRow } from '../items/item-row.ts'
import type { UnnamedFile } from '../queue/save-record.ts'

/** What is written down about a file that has just got its name. */
export function evidenceOf(
  row: ItemRow & { readonly save: UnnamedFile },
  savedAt: number
): EvidenceFacts {
  const { itemId, agentId, callId, host, media, remote, key, taskId, knownBy, save } = row
  const { startedAt, stoppedAt, failed } = row
  const { fileName, bytes, sha256, kind, lengthProof, mayHaveGrown, tries, startedAgain } = save
  return {
    ...{ itemId, agentId, callId, host, media, remote, key, taskId, knownBy },
    ...{ startedAt, stoppedAt, failed, requestedAt: save.askedAt, savedAt },
    ...{ folder: save.part.folder, fileName, bytes, sha256, kind, lengthProof, mayHaveGrown },
    ...{ tries, startedAgain }
  }
}
