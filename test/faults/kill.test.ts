import { expect, test } from 'vitest'
import { killLoop } from './kill/loop.ts'
import { report } from './report.ts'
import { times } from './size.ts'

/** Another seed each time, unless one is to be brought back. */
const seed = Number(process.env['CALLSIDE_FAULTS_SEED'] ?? Date.now() % 1_000_000)
const kills = Number(process.env['CALLSIDE_FAULTS_KILLS'] ?? times(40, 500))

test('A1, A15: killed at any moment, it loses nothing and says nothing that is not so', async () => {
  const { counts, failures } = await killLoop(seed, kills)
  report(
    `kill -9: ${counts.kills} times (${counts.duringStart} while starting, ` +
      `and the file process alone ${counts.fileProcessKills} times), seed ${seed}, ` +
      `${counts.acknowledged} acknowledged changes, ${counts.filesChecked} files read, ` +
      `${failures.length} failures, ${counts.seconds} s`
  )
  expect(failures).toEqual([])
}, 3_600_000)
