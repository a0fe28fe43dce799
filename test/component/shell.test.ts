import { expect, test } from 'vitest'
import { render } from 'vitest-browser-svelte'
import App from '../../src/renderer/src/App.svelte'
import { appProps } from './support.ts'

test('the signed-out app shows the way to sign in, the activity and the settings', async () => {
  const { props } = appProps()
  const view = await render(App, props)
  await expect.element(view.getByRole('link', { name: 'Connect' })).toBeVisible()
  await expect.element(view.getByRole('link', { name: 'Settings' })).toBeVisible()
  expect(view.getByRole('link', { name: 'Recordings' }).query()).toBeNull()
})
