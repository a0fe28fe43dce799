import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A path with every link in it followed, as far as it exists. */
export function followLinks(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    // It does not exist yet, so it is no link either; the folder that it is to be in may be one.
    const outer = dirname(path)
    return outer === path ? path : join(followLinks(outer), basename(path))
  }
}
