import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ControlServer } from '../control-server.ts'
import { serveControl } from '../control-server.ts'
import { createPracticeGateway } from '../gateway.ts'
import type { PracticeMedia } from '../options.ts'
import { asJson, asText } from './announcement.ts'
import type { CommandLine } from './flags.ts'

interface Running {
  /** What to print. */
  announcement: string
  close(): Promise<void>
}

/** Starts what the command line asked for. Throws the system's error when a port is taken. */
export async function start(line: CommandLine, media: PracticeMedia): Promise<Running> {
  const gateway = await createPracticeGateway({ ...line.options, media })
  for (const { name, fault, scope } of line.faults) gateway.control.fail(name, fault, scope)
  if (line.speed !== null) gateway.playDay({ speed: line.speed })

  const isOurs = line.certificateFile === null
  const certificateFile =
    line.certificateFile ?? join(await mkdtemp(join(tmpdir(), 'callside-gateway-')), 'gateway.pem')
  await writeFile(certificateFile, gateway.certificatePem)

  const control: ControlServer | null = line.control ? await serveControl(gateway) : null
  const announced = { gateway, certificateFile, controlUrl: control?.url ?? null, line }
  return {
    announcement: line.json ? asJson(announced) : asText(announced),
    close: async () => {
      await control?.close()
      await gateway.close()
      if (isOurs) await rm(dirname(certificateFile), { recursive: true, force: true })
    }
  }
}

/** Resolves when the program is asked to end. */
export function untilEnd(attached: boolean): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      // An input that stays open would keep the program from ending.
      if (attached) process.stdin.destroy()
      resolve()
    }
    process.once('SIGINT', finish)
    process.once('SIGTERM', finish)
    if (!attached) return
    process.stdin.once('end', finish)
    process.stdin.once('close', finish)
    process.stdin.resume()
  })
}
