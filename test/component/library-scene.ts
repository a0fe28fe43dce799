import type {
  LibraryItem,
  LibraryPage,
  LibraryView,
  SaveState,
  SavedFile
} from '../../src/shared/model/library.ts'
import App from '../../src/renderer/src/App.svelte'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { Language } from '../../src/shared/model/settings.ts'
import type { FakeBridge, Replies } from '../support/fake-bridge.ts'
import { agent, appProps, library, settings } from './support.ts'

export const callId = '1552524689-16797284'
export const otherCallId = '1552520100-16797201'
export const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
export const epoch = library.epoch

/** A row's id that differs for each number. */
export const itemId = (n: number): string =>
  `7a2c1f3e-8f0a-4a53-9a86-${String(n).padStart(12, '0')}`

/** 20 November 2026, 10:31:05 on this PC. */
export const began = new Date(2026, 10, 20, 10, 31, 5).getTime()

/** One video of {@link callId}; each begins a second after the one before. */
export const item = (n: number, changes: Partial<LibraryItem> = {}): LibraryItem => ({
  itemId: itemId(n),
  agentId: agent.agentId,
  own: true,
  callId,
  media: 'video',
  source: 'file',
  knownBy: 'event',
  fetchable: true,
  startedAt: began + n * 1000,
  stoppedAt: began + 540_000,
  failed: false,
  position: null,
  save: { state: 'not-saved' },
  tags: [],
  note: '',
  hold: false,
  ...changes
})

const file = (changes: Partial<SavedFile> = {}): SavedFile => ({
  fileName: '20261120_103105_20011_1552524689-16797284.mp4',
  bytes: 48_213_004,
  sha256,
  lengthProof: 'content-length',
  mayHaveGrown: false,
  savedAt: began + 600_000,
  check: 'unchecked',
  checkedAt: null,
  ...changes
})

export const saved = (changes: Partial<SavedFile> = {}): SaveState => ({
  state: 'saved',
  file: file(changes)
})

export const unproven = (changes: Partial<SavedFile> = {}): SaveState => ({
  state: 'saved-unproven',
  file: file({ lengthProof: 'none', ...changes })
})

export const downloading = (
  changes: Partial<Extract<SaveState, { state: 'downloading' }>> = {}
): SaveState => ({
  state: 'downloading',
  startedAt: began,
  tries: 1,
  startedAgain: false,
  ...changes
})

export const picture = (n: number, changes: Partial<LibraryItem> = {}): LibraryItem =>
  item(n, {
    media: 'picture',
    save: saved({
      fileName: `20261120_1031${String(n).padStart(2, '0')}_capture.jpg`,
      bytes: 48_213
    }),
    ...changes
  })

export const pageOf = (items: readonly LibraryItem[], next: string | null = null): LibraryPage => ({
  epoch,
  items: [...items],
  next
})

/** What main answers where these items are all there is. */
export const libraryOf = (
  items: readonly LibraryItem[],
  view: Partial<LibraryView> = {}
): Replies => ({
  'session.get': { state: 'connected', agent },
  'library.get': { ...library, ...view },
  'library.page': pageOf(items),
  'library.remove': []
})

/** The whole app with these items, at `#library/saved`, `#library/queue` or `#captures`. */
export async function openAt(
  hash: string,
  replies: Replies,
  language: Language = 'en'
): Promise<FakeBridge> {
  location.hash = hash
  const { fake, props } = appProps({ 'settings.get': { ...settings, language }, ...replies })
  const { container } = await render(App, props)
  // The app's own page gives the shell the whole window; the runner's page does not.
  for (let box = container; box !== document.body; box = box.parentElement ?? document.body) {
    box.style.blockSize = '100%'
  }
  return fake
}

/** Gives the window its usual size; tests of the component kind start from there. */
export const usualWindow = (): Promise<void> => page.viewport(1100, 700)

/** The commands about the library that were given, without those that only ask. */
export const given = (fake: FakeBridge) =>
  fake.calls.filter(
    ([name]) => name.startsWith('library.') && !['library.get', 'library.page'].includes(name)
  )
