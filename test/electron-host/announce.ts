import { buildRecording } from './recording/build.ts'
import { describeElectron, hasRealElectron, noElectron } from './which.ts'

/** Playwright's global setup: says on which Electron the run stands, before anything else. */
export default async function announce(): Promise<void> {
  const electron = describeElectron()
  if (electron === noElectron) throw new Error(`The specs stand on ${noElectron}.`)
  process.stdout.write(`${electron}\n`)
  if (hasRealElectron()) await buildRecording()
}
