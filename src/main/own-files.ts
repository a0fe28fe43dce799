import { accessSync } from 'node:fs'
import { join } from 'node:path'

/** The bundles that the window cannot do without, in the folder of all that was built. */
export const ownFiles = (outFolder: string): { preload: string; page: string } => ({
  preload: join(outFolder, 'preload', 'index.cjs'),
  page: join(outFolder, 'renderer', 'index.html')
})

/** Throws, with the file's path, where one of them is missing: the window would come, and stay empty. */
export function needOwnFiles(outFolder: string): void {
  for (const file of Object.values(ownFiles(outFolder))) accessSync(file)
}
