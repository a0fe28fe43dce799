import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { playMainJob } from './demo/main-job.ts'
import { openCallside } from './demo/open.ts'
import { createNarrator } from './demo/narrator.ts'
import { writeSummary } from './demo/summary.ts'
import { buildApp } from './run/build.ts'
import { setUp } from './set-up.ts'
import { electronBinary } from './start/electron-binary.ts'
import { rootSentence } from './start/root-sentence.ts'

const root = resolve(import.meta.dirname, '..')
const output = resolve(root, 'demo-output')

/** Shows the whole main job on the practice gateway; resolves to the exit code. */
async function demo(): Promise<number> {
  const refusal = rootSentence('npm run demo', { onElectron: electronBinary(root) !== null })
  if (refusal !== null) {
    console.error(refusal)
    return 1
  }
  const narrator = createNarrator(console.log)
  await setUp(narrator.say, { needsBrowser: electronBinary(root) === null })
  narrator.say('Building the app ...')
  await buildApp(root)
  if (existsSync(output)) rmSync(output, { recursive: true })
  mkdirSync(output, { recursive: true })

  // A person who has a screen and the real Electron gets a window to watch, and keeps it.
  const stays = hasDisplay() && electronBinary(root) !== null && !process.argv.includes('--auto')
  const callside = await openCallside({ root, output, say: narrator.say })
  try {
    const facts = await playMainJob({ ...callside, output, narrator, pauseMs: stays ? 1_200 : 0 })
    if (stays) await callside.untilClosed(narrator.say)
    return await writeSummary({ output, facts, steps: narrator.steps(), on: callside.on })
  } catch (thrown) {
    console.error(`The demo stopped: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    await writeSummary({ output, facts: null, steps: narrator.steps(), on: callside.on })
    return 1
  } finally {
    await callside.close()
  }
}

const hasDisplay = (): boolean =>
  process.platform !== 'linux' ||
  [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '')

process.exitCode = await demo()
