import { onTestFinished } from 'vitest'
import { createGatewayClient, type GatewayClient } from '../../src/main/gateway/client.ts'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { downloadVideoFile, poll, sayFree } from '../../src/main/gateway/endpoints/index.ts'
import type { LineOptions } from '../../src/main/gateway/line-options.ts'
import { defaultLimits } from '../../src/main/library/transfer/file-work.ts'
import { canary } from '../gateway/support.ts'
import { temporaryFolder } from './folders.ts'
import { forkFileWork } from './forked-file-work.ts'
import { madeMp4 } from './made-mp4.ts'
import { answer, yes } from './raw-answers.ts'
import { startRawServer, type RawServer, type RawServerOptions } from './raw-server.ts'

const video = madeMp4(2_000)

/** A gateway that answers commands, polls and a download, until the test ends. */
export async function startGateway(options: RawServerOptions = {}): Promise<RawServer> {
  const server = await startRawServer(({ target }, socket) => {
    const isFile = target.includes('videofiledownloadEx')
    socket.end(isFile ? answer({ body: video }) : yes({ event: null }))
  }, options)
  onTestFinished(() => server.close())
  return server
}

function clientOf({ origin }: RawServer, line: LineOptions): GatewayClient {
  const credentials = createCredentials({ guid: canary.guid, cookie: null })
  const deps = { origin, line: () => line, credentials, observe: () => undefined, now: () => 0 }
  const client = createGatewayClient(deps)
  onTestFinished(() => {
    client.close()
  })
  return client
}

async function download(server: RawServer, line: LineOptions) {
  const [folder, work] = [await temporaryFolder(), forkFileWork()]
  onTestFinished(() => work.close())
  const params = { agentId: '103', recordId: 'Z:/1.mp4', locationId: null }
  const watch = { onNews: () => undefined, signal: new AbortController().signal }
  return clientOf(server, line).lend(downloadVideoFile, params, (request) =>
    work.fetch(
      {
        ...{ request, family: 'video', folder, partName: '1.part', resume: null },
        limits: { ...defaultLimits, reserveBytes: 0 }
      },
      watch
    )
  )
}

/** What each way of connecting comes to: a command, a poll, and a download by the file process. */
export async function outcomes(server: RawServer, line: LineOptions): Promise<string[]> {
  const client = clientOf(server, line)
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (thrown: unknown) => String(Reflect.get(thrown as object, 'code'))
    )
  const first = await code(client.call(sayFree, { agentId: '103' }))
  const second = await code(clientOf(server, line).call(poll, { agentId: '103' }))
  const { error } = await download(server, line)
  return [first, second, error?.code ?? 'done']
}

/** The same for each way of connecting. */
export const all = (outcome: string): string[] => Array<string>(3).fill(outcome)
