import { join } from 'node:path'
import { FlagError, readCommandLine } from './cli/flags.ts'
import { help } from './cli/help.ts'
import { start, untilEnd } from './cli/run.ts'
import { practiceMedia } from './media/catalogue.ts'

/** The command line of the practice gateway. Exit 2: the flags were wrong; 1: it could not start. */
async function main(): Promise<number> {
  try {
    const line = readCommandLine(process.argv.slice(2))
    if (line === null) {
      process.stdout.write(help)
      return 0
    }
    // Listened for from the first moment, so that a start that is called off still tidies up.
    const ending = untilEnd(line.attached)
    const running = await start(line, practiceMedia(join(import.meta.dirname, 'media')))
    process.stdout.write(`${running.announcement}\n`)
    await ending
    await running.close()
    return 0
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    process.stderr.write(`${reason}\n`)
    return thrown instanceof FlagError ? 2 : 1
  }
}

process.exitCode = await main()
