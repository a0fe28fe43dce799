import { expect, test as base, type Page } from '@playwright/test'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import {
  createPracticeGateway,
  type PracticeGateway,
  type PracticeGatewayOptions
} from '../../../src/simulator/index.ts'
import { practiceMedia } from '../../../src/simulator/media/catalogue.ts'
import { launchCallside, type Callside, type LaunchOptions } from './app.ts'
import { planted } from './secrets.ts'
import { signedIn, signIn } from './sign-in.ts'

const media = practiceMedia(resolve(import.meta.dirname, '../../../src/simulator/media'))

interface Fixtures {
  /** What the gateway of a test does differently: `test.use({ gatewayOptions: { poolMode: true } })`. */
  gatewayOptions: Partial<PracticeGatewayOptions>
  startOptions: LaunchOptions
  /** A practice gateway in the test's process; its secrets are planted. */
  gateway: PracticeGateway
  /** Callside, signed out, with the gateway in its policy. */
  callside: Callside
  page: Page
}

/** A gateway and an app that all tests of a worker share: for specs of many refusals. */
interface Shared {
  sharedDesk: Desk
}

export interface Desk {
  gateway: PracticeGateway
  callside: Callside
  page: Page
}

/** Answers of the gateway come quickly, so that a test does not wait for a person's pace. */
const quick = { captureMs: 50, autoAnswerMs: 50, pollHoldMs: 2_000 }

export const test = base.extend<Fixtures, Shared>({
  gatewayOptions: [{}, { option: true }],
  startOptions: [{}, { option: true }],
  gateway: async ({ gatewayOptions }, use) => {
    const gateway = await openGateway(gatewayOptions)
    await use(gateway)
    await gateway.close()
  },
  callside: async ({ gateway, startOptions }, use) => {
    const policy = { gateways: [policyEntry(gateway)] }
    const callside = await launchCallside({ policy, ...startOptions })
    await use(callside)
    await callside.close()
  },
  page: async ({ callside }, use) => {
    await use(callside.page)
  },
  sharedDesk: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const gateway = await openGateway({})
      const callside = await launchCallside({ policy: { gateways: [policyEntry(gateway)] } })
      await use({ gateway, callside, page: callside.page })
      await callside.close()
      await gateway.close()
    },
    { scope: 'worker' }
  ]
})

/** A practice gateway with planted secrets, whose answers come quickly. */
export function openGateway(options: Partial<PracticeGatewayOptions>): Promise<PracticeGateway> {
  const { password, guidPrefix, cookie, signature } = planted
  return createPracticeGateway({
    media,
    requireCookie: true,
    secrets: { password, guidPrefix, cookie, signature },
    ...options,
    timings: { ...quick, ...options.timings }
  })
}

export { expect, signedIn, signIn }

/** The gateway as a policy file names it, with its certificate in a file. */
export function policyEntry(gateway: PracticeGateway): {
  name: string
  url: string
  caFile: string
} {
  const caFile = join(mkdtempSync(join(tmpdir(), 'callside-ca-')), 'ca.pem')
  writeFileSync(caFile, gateway.certificatePem)
  return { name: 'Test gateway', url: gateway.url, caFile }
}

/** An H5 video call that the agent is talking in. Gives its call id. */
export async function inH5Call(
  page: Page,
  gateway: PracticeGateway,
  agentId = '1001'
): Promise<string> {
  const callId = gateway.script.ringH5(agentId)
  gateway.script.talk(callId)
  await expect(page.getByText(callId).first()).toBeVisible()
  await expect(page.getByText('Talking', { exact: true }).first()).toBeVisible()
  return callId
}

/** Brings a shared desk to where a test begins: nothing planned to fail, signed in, in a fresh H5 call. */
export async function freshH5Call({ page, gateway }: Desk): Promise<string> {
  gateway.control.heal()
  const signInButton = page.getByRole('button', { name: 'Sign in', exact: true })
  const signOutButton = page.getByRole('button', { name: 'Sign out', exact: true })
  await expect(signInButton.or(signOutButton)).toBeVisible()
  if (await signInButton.isVisible()) await signedIn(page)
  const last = gateway.script.callOf('1001')
  if (last !== null) gateway.script.hangUp(last.callId)
  await page.getByRole('link', { name: 'Now' }).click()
  return inH5Call(page, gateway)
}
