import * as v from 'valibot'

/** What becomes of the files of removed items: they stay, go to the bin, or are deleted for good. */
export const removedFiles = v.picklist(['keep', 'bin', 'delete'])
export type RemovedFiles = v.InferOutput<typeof removedFiles>
