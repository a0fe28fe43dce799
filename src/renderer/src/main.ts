import { mount } from 'svelte'
import { speak } from '../../shared/i18n/index.ts'
import type { RawBridge } from '../../shared/ipc/contract.ts'
import App from './App.svelte'
import { createBridge } from './bridge.ts'
import { Announcer } from './state/announcer.svelte.ts'
import { CurrentLanguage } from './state/language.svelte.ts'
import { createMirrors } from './state/mirrors.ts'
import { Place } from './state/place.svelte.ts'
import './styles/tokens.css'
import './styles/base.css'

declare global {
  interface Window {
    readonly callside: RawBridge
  }
}

const target = document.querySelector('#app')
if (target === null) throw new Error('index.html has no #app')

// The one reader of `window.callside`.
const bridge = createBridge(window.callside)
const language = new CurrentLanguage(navigator.language)
speak(() => language.current)

mount(App, {
  target,
  props: {
    bridge,
    language,
    mirrors: createMirrors(bridge),
    place: new Place(window),
    announcer: new Announcer((work, delayMs) => setTimeout(work, delayMs))
  }
})
