import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { BenchServer } from '../server/start.ts'
import { takePulse } from './pulse.ts'

/** What this machine can do right now, in numbers that depend on nothing of ours. */
export interface Calibration {
  readonly sha256MiBps: number
  readonly diskMiBps: number
  /** curl to nowhere over TLS; null without curl. */
  readonly curlMiBps: number | null
  /** How late a 4 ms timer comes in a process with nothing to do. */
  readonly idleLatenessP99Ms: number
}

const mib = 1024 ** 2
const pieces = 256
const idleMs = 1_000

export async function calibrate(folder: string, server: BenchServer): Promise<Calibration> {
  const pulse = takePulse()
  await wait(idleMs)
  const { latenessP99Ms } = pulse.stop()
  const piece = randomBytes(mib)
  const hashing = performance.now()
  const hash = createHash('sha256')
  for (let count = 0; count < pieces; count += 1) hash.update(piece)
  hash.digest()
  const sha256MiBps = perSecond(hashing)
  const diskMiBps = await diskSpeed(join(folder, 'calibration'), piece)
  return { sha256MiBps, diskMiBps, curlMiBps: curlSpeed(server), idleLatenessP99Ms: latenessP99Ms }
}

const perSecond = (since: number): number => pieces / ((performance.now() - since) / 1_000)

async function diskSpeed(path: string, piece: Buffer): Promise<number> {
  const handle = await open(path, 'wx')
  try {
    const startedAt = performance.now()
    for (let count = 0; count < pieces; count += 1) await handle.write(piece)
    await handle.sync()
    return perSecond(startedAt)
  } finally {
    await handle.close()
  }
}

function curlSpeed(server: BenchServer): number | null {
  const url = server.videoUrl({ totalBytes: pieces * mib })
  const startedAt = performance.now()
  const { status } = spawnSync('curl', ['-sf', '--cacert', server.caFile, '-o', '/dev/null', url])
  return status === 0 ? perSecond(startedAt) : null
}
