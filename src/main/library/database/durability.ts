/**
 * How SQLite is told to have each commit on the disk before it returns. On macOS `fsync` only hands
 * the bytes to the drive, which may keep them in its own memory; `fullfsync` has it write them
 * (sqlite.org/pragma.html#pragma_fullfsync). Elsewhere it would change nothing.
 */
export function durability(platform: NodeJS.Platform): string {
  const full = 'PRAGMA synchronous = FULL;'
  if (platform !== 'darwin') return full
  return `${full} PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;`
}
