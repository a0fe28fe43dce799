import type { LibraryItem, SaveState } from '../../../src/shared/model/library.ts'

/** Which list is on screen. */
export type Tab = 'saved' | 'queue'

export const itemCount = 10_000

/** So many videos come at once in the queue that is measured: more than the app would allow. */
export const downloading = 16

const shiftStart = Date.UTC(2026, 10, 20, 8)

/** A library of saved videos, or of videos that wait behind a few that are coming. */
export function libraryItems(tab: Tab): LibraryItem[] {
  return Array.from({ length: itemCount }, (_, number) => ({
    itemId: `7a2c1f3e-8f0a-4a53-9a86-${String(number).padStart(12, '0')}`,
    agentId: '20011',
    own: true,
    // Some three videos a call.
    callId: `1552524689-${String(16_797_284 + Math.floor(number / 3))}`,
    media: 'video',
    source: 'file',
    knownBy: 'event',
    fetchable: true,
    startedAt: shiftStart - number * 60_000,
    stoppedAt: shiftStart - number * 60_000 + 45_000,
    failed: false,
    position: tab === 'queue' ? number + 1 : null,
    save: tab === 'queue' ? waiting(number) : saved(number, false),
    tags: number % 10 === 0 ? ['complaint'] : [],
    note: '',
    hold: number % 50 === 0
  }))
}

const waiting = (number: number): SaveState =>
  number < downloading
    ? { state: 'downloading', startedAt: shiftStart, tries: 1, startedAgain: false }
    : { state: 'queued' }

/** A saved video; `checked` once somebody verified it. */
export const saved = (number: number, checked: boolean): SaveState => ({
  state: 'saved',
  file: {
    fileName: `20261120_080000_20011_1552524689-${String(number)}.mp4`,
    bytes: 48_000_000 + number,
    sha256: number.toString(16).padStart(64, '0'),
    lengthProof: 'content-length',
    mayHaveGrown: false,
    savedAt: shiftStart,
    check: checked ? 'unchanged' : 'unchecked',
    checkedAt: checked ? shiftStart : null
  }
})
