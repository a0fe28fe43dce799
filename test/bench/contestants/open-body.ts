import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'

/** The body of a GET over Node's own client, verified by `ca`; rejects for anything but a 200. */
export function openBody(url: string, ca: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { ca }, (response) => {
      if (response.statusCode === 200) resolve(response)
      else reject(new Error(`The server of the benchmark answered ${String(response.statusCode)}`))
    }).once('error', reject)
  })
}
