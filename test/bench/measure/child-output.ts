import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** All that a process prints; throws where it does not end well. */
export async function outputOf(child: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  const output = await text(child.stdout)
  if ((await code) !== 0) throw new Error(`This failed: ${child.spawnargs.slice(0, 3).join(' ')}`)
  return output
}
