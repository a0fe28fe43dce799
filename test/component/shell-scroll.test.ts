import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import App from '../../src/renderer/src/App.svelte'
import { call, callId, connected } from './now-scene.ts'
import { appProps } from './support.ts'

test('only the screen scrolls: the ribbon stays, whatever is brought into view', async () => {
  await page.viewport(1040, 500)
  location.hash = '#now'
  const { props } = appProps({
    'session.get': connected({ inspector: 'yes' }),
    'calls.list': [call()],
    'callData.read': { callId, readable: true, text: '' }
  })
  const { container } = await render(App, props)
  // The app's own page gives the shell the whole window; the runner's page does not.
  for (let box = container; box !== document.body; box = box.parentElement ?? document.body) {
    box.style.blockSize = '100%'
  }
  await expect.element(page.getByRole('button', { name: /^Send call data/ })).toBeInTheDocument()

  expect(document.documentElement.scrollHeight).toBe(window.innerHeight)
  for (const element of document.querySelectorAll('main *'))
    element.scrollIntoView({ block: 'end' })
  expect(document.querySelector('header')?.getBoundingClientRect().top).toBe(0)
})
