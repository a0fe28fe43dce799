import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { get } from 'node:https'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { makeCertificate } from '../../support/certificate.ts'

export interface VideoQuery {
  readonly totalBytes: number
  /** False: no `Content-Length`, the body is chunked. */
  readonly announced?: boolean
  /** Bytes a second; as fast as it goes where absent. */
  readonly rate?: number
}

export interface BenchServer {
  /** PEM file with the one certificate that every contestant verifies the server by. */
  readonly caFile: string
  videoUrl(query: VideoQuery): string
  /** What a made video of this size hashes to. */
  sha256Of(totalBytes: number): Promise<string>
  close(): Promise<void>
}

/** Starts the server process; its certificate goes into `folder`. */
export async function startServer(folder: string): Promise<BenchServer> {
  const certificate = await makeCertificate()
  const caFile = join(folder, 'ca.pem')
  await writeFile(caFile, certificate.cert)
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'main.ts')], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  child.stdin.write(`${JSON.stringify(certificate)}\n`)
  const port = await new Promise<string>((resolvePort, reject) => {
    createInterface({ input: child.stdout }).once('line', resolvePort)
    child.once('exit', () => {
      reject(new Error('The server of the benchmark did not start'))
    })
  })
  const origin = `https://127.0.0.1:${port}`
  return {
    caFile,
    videoUrl({ totalBytes, announced = true, rate = 0 }) {
      const length = announced ? '1' : '0'
      return `${origin}/video?bytes=${String(totalBytes)}&length=${length}&rate=${String(rate)}`
    },
    sha256Of: (totalBytes) =>
      new Promise((resolveHash, reject) => {
        const url = `${origin}/sha256?bytes=${String(totalBytes)}`
        get(url, { ca: certificate.cert }, (response) => {
          text(response).then(resolveHash, reject)
        }).once('error', reject)
      }),
    async close() {
      const ended = once(child, 'exit')
      child.stdin.end()
      await ended
    }
  }
}
