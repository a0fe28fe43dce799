import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { launchCallside, type Callside, type LaunchOptions } from '../e2e/support/app.ts'
import { planted } from '../e2e/support/secrets.ts'
import { spawnGateway, type RemoteGateway } from '../simulator/support/remote-gateway.ts'

interface MeasuredOptions extends LaunchOptions {
  /** Flags of the practice gateway. */
  gateway?: readonly string[]
}

export interface MeasuredDesk extends Callside {
  gateway: RemoteGateway
}

/**
 * Runs `measure` on the built app, whose gateway is a process of its own so that it costs the app
 * nothing. Everything is ended and removed afterwards.
 */
export async function withMeasuredDesk(
  { gateway: args = [], ...options }: MeasuredOptions,
  measure: (desk: MeasuredDesk) => Promise<void>
): Promise<void> {
  const root = resolve(import.meta.dirname, '../..')
  const isReal = existsSync(join(root, 'node_modules/electron/dist/version'))
  if (!isReal) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(root, 'test/electron-host')
  const gateway = await spawnGateway(['--no-day', '--password', planted.password, ...args])
  const entry = { name: 'Measured', url: gateway.url, caFile: gateway.certificateFile }
  const callside = await launchCallside({ policy: { gateways: [entry] }, ...options })
  try {
    await measure({ ...callside, gateway })
  } finally {
    await callside.close()
    await gateway.stop()
    rmSync(callside.home, { recursive: true, force: true })
  }
}
