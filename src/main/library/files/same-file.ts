import { lstat } from 'node:fs/promises'

/**
 * True where both paths are names of one regular file. Some network drives number no files, or all
 * of them alike: unless everything else agrees too, two files are two files.
 */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([lstat(one, { bigint: true }), lstat(other, { bigint: true })])
    const numbered = a.isFile() && b.isFile() && a.ino !== 0n && a.nlink >= 2n
    const same = ['dev', 'ino', 'nlink', 'size', 'mtimeNs'] as const
    return numbered && same.every((key) => a[key] === b[key])
  } catch {
    return false
  }
}
