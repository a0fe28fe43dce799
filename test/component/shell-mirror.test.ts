import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { SettingsView } from '../../src/shared/model/settings.ts'
import { createBridge } from '../../src/renderer/src/bridge.ts'
import Settings from '../../src/renderer/src/features/settings/Settings.svelte'
import { fakeBridge, refusal } from '../support/fake-bridge.ts'
import { desk, settings } from './support.ts'

const newer: SettingsView = { ...settings, saveFolder: '/newer' }

test('news that overtake the first answer win over it', async () => {
  const asked = Promise.withResolvers<SettingsView>()
  const { fake, bridge, mirrors } = desk({ 'settings.get': () => asked.promise })
  await render(Settings, { bridge, settings: mirrors.settings, network: mirrors.network })
  await expect.poll(() => fake.listeners('settings.changed')).toBe(1)
  fake.emit('settings.changed', newer)
  await expect.element(page.getByText('/newer')).toBeVisible()
  asked.resolve({ ...settings, saveFolder: '/older' })
  await asked.promise
  // All that follows from it follows before a frame.
  await new Promise(requestAnimationFrame)
  await expect.element(page.getByText('/newer')).toBeVisible()
  expect(page.getByText('/older').elements()).toHaveLength(0)
})

test('a value is followed only while something on screen reads it', async () => {
  const { fake, bridge, mirrors } = desk()
  expect(fake.listeners('settings.changed')).toBe(0)
  const view = await render(Settings, {
    bridge,
    settings: mirrors.settings,
    network: mirrors.network
  })
  await expect.poll(() => fake.listeners('settings.changed')).toBe(1)
  await view.unmount()
  await expect.poll(() => fake.listeners('settings.changed')).toBe(0)
})

test('a problem envelope rejects with its code, the gateway’s words and the reference', async () => {
  const problem = {
    code: 'gateway-refused',
    retcode: '106-011',
    gatewayText: 'no such call',
    ref: 'ab12'
  } as const
  const { raw } = fakeBridge({ 'calls.release': refusal(problem) })
  await expect(createBridge(raw).call('calls.release')).rejects.toMatchObject({
    name: 'AppError',
    code: 'gateway-refused',
    retcode: '106-011',
    gatewayText: 'no such call',
    problem
  })
})
