import { describe, expect, test } from 'vitest'
import { advance, type SaveEvent } from '../../src/main/library/queue/advance.ts'
import {
  isInQueue,
  isSaved,
  isWaiting,
  type SaveRecord
} from '../../src/main/library/queue/save-record.ts'
import {
  arrived,
  cut,
  emptyPart,
  events,
  keptPart,
  records,
  stuckAtItsName
} from '../support/save-records.ts'

type State = SaveRecord['state']
type EventType = SaveEvent['type']

/** The whole diagram: what each event makes of each state. What is not listed changes nothing. */
const diagram: { readonly [S in State]: Partial<Record<EventType, State>> } = {
  'not-saved': { asked: 'queued' },
  queued: {
    'signed-out': 'waiting-sign-in',
    paused: 'paused',
    started: 'downloading',
    cancelled: 'cancelled'
  },
  'waiting-sign-in': {
    asked: 'queued',
    'signed-in': 'queued',
    paused: 'paused',
    cancelled: 'cancelled'
  },
  waiting: {
    asked: 'queued',
    due: 'queued',
    'signed-out': 'waiting-sign-in',
    paused: 'paused',
    cancelled: 'cancelled'
  },
  paused: { asked: 'queued', cancelled: 'cancelled' },
  downloading: {
    arrived: 'verifying',
    interrupted: 'queued',
    failed: 'waiting',
    cancelled: 'cancelled'
  },
  verifying: {
    renamed: 'verifying',
    placed: 'saved',
    interrupted: 'queued',
    failed: 'waiting',
    unnamed: 'needs-attention',
    cancelled: 'cancelled'
  },
  saved: { checked: 'saved' },
  'saved-unproven': { checked: 'saved-unproven' },
  'needs-attention': { asked: 'queued', cancelled: 'cancelled' },
  cancelled: { asked: 'queued' }
}

const states = Object.keys(records) as State[]
const types = Object.keys(events) as EventType[]

describe('a save goes from state to state as its diagram says', () => {
  for (const state of states) {
    for (const type of types) {
      const next = diagram[state][type]
      test(`${state}, ${type}: ${next ?? 'nothing changes'}`, () => {
        const now: SaveRecord = records[state]
        const after = advance(now, events[type])
        if (next === undefined) expect(after).toBe(now)
        else expect([after.state, after === now]).toEqual([next, false])
      })
    }
  }
})

describe('a save that is asked for', () => {
  test('begins without tries and without a part, whatever was before', () => {
    const fresh = { state: 'queued', askedAt: 7_000, tries: 0, patientUntil: 8_000, part: null }
    for (const state of ['not-saved', 'cancelled', 'needs-attention'] as const) {
      const after = advance(records[state], { ...events.asked, patientUntil: 8_000 })
      expect(after).toEqual(fresh)
    }
  })

  test('keeps its place, its tries and its part while it waits', () => {
    const { askedAt, tries, patientUntil, part } = records.waiting
    for (const state of ['waiting', 'paused', 'waiting-sign-in'] as const) {
      const after = advance(records[state], events.asked)
      expect(after).toEqual({ state: 'queued', askedAt, tries, patientUntil, part })
    }
  })

  test('goes on to its name where all its bytes are here', () => {
    expect(advance(stuckAtItsName, events.asked)).toEqual(records.verifying)
  })
})

describe('a save that waits', () => {
  const request = { askedAt: 1_000, tries: 2, patientUntil: 9_000, part: keptPart }

  test.each([
    ['queued', 'signed-out', 'waiting-sign-in'],
    ['waiting', 'signed-out', 'waiting-sign-in'],
    ['waiting', 'due', 'queued'],
    ['waiting', 'paused', 'paused'],
    ['waiting-sign-in', 'signed-in', 'queued']
  ] as const)('%s, %s: keeps what outlasts a try and nothing else', (state, type, next) => {
    expect(advance(records[state], events[type])).toEqual({ state: next, ...request })
  })

  test('counts a try when it starts, and says when it has to begin anew', () => {
    expect(advance(records.queued, events.started)).toEqual({
      ...{ state: 'downloading', ...request, tries: 3, part: emptyPart },
      ...{ startedAt: 7_000, startedAgain: true }
    })
    const continued = advance(records.queued, { ...events.started, part: keptPart })
    expect(continued).toMatchObject({ startedAgain: false, part: keptPart })
    const first = advance({ ...records.queued, tries: 0 }, events.started)
    expect(first).toMatchObject({ startedAgain: false, tries: 1 })
  })
})

describe('a save that runs', () => {
  test('knows everything about the bytes that arrived', () => {
    expect(advance(records.downloading, events.arrived)).toEqual({
      ...records.downloading,
      ...arrived,
      state: 'verifying'
    })
  })

  test.each([
    [false, false, false],
    [true, false, true],
    [false, true, true]
  ])('began anew (before: %s, now: %s): %s', (before, now, either) => {
    const running = { ...records.downloading, startedAgain: before }
    const after = advance(running, { ...events.arrived, startedAgain: now })
    expect(after).toMatchObject({ startedAgain: either })
  })

  test.each(['queued', 'waiting-sign-in', 'paused'] as const)(
    'that is interrupted is %s again, and the try does not count',
    (to) => {
      for (const running of [records.downloading, records.verifying]) {
        expect(advance(running, { ...events.interrupted, to })).toEqual({
          ...{ state: to, askedAt: 1_000, tries: 1, patientUntil: 9_000, part: emptyPart }
        })
      }
    }
  )

  test('that fails says why and when it is tried again', () => {
    expect(advance(records.downloading, events.failed)).toEqual({
      ...{ state: 'waiting', askedAt: 1_000, tries: 2, patientUntil: 9_000, part: emptyPart },
      ...{ retryAt: 9_500, problem: cut }
    })
  })

  test('that is given up needs attention, and nothing is left to finish', () => {
    expect(advance(records.verifying, { ...events.failed, retryAt: null })).toEqual({
      ...{ state: 'needs-attention', problem: cut, tries: 2, unnamed: null }
    })
  })

  test('that cannot be named keeps all it knows, so that no byte is fetched again', () => {
    expect(advance(records.verifying, events.unnamed)).toEqual({
      ...{ state: 'needs-attention', problem: { code: 'file:locked' }, tries: 2 },
      unnamed: records.verifying
    })
  })

  test('takes the next name and changes nothing else', () => {
    expect(advance(records.verifying, events.renamed)).toEqual({
      ...records.verifying,
      fileName: 'video (2).mp4'
    })
  })

  test.each([
    ['content-length', 'saved'],
    ['chunked-end', 'saved'],
    ['none', 'saved-unproven']
  ] as const)('with the length proof %s it becomes %s', (lengthProof, state) => {
    const after = advance({ ...records.verifying, lengthProof }, events.placed)
    expect(after).toEqual({
      state,
      file: {
        ...arrived,
        ...{ folder: '/videos', lengthProof, savedAt: 7_000, check: 'unchecked', checkedAt: null }
      }
    })
  })
})

test('a look at a saved file is noted, and nothing else of it changes', () => {
  for (const state of ['saved', 'saved-unproven'] as const) {
    const { file } = records[state]
    const after = advance(records[state], events.checked)
    expect(after).toEqual({ state, file: { ...file, check: 'changed', checkedAt: 7_000 } })
  }
})

test('what is in the queue, what waits in it and what is saved', () => {
  const waiting = ['queued', 'waiting-sign-in', 'waiting', 'paused']
  const named = (judge: (save: SaveRecord) => boolean): string[] =>
    states.filter((state) => judge(records[state]))
  expect(named(isWaiting)).toEqual(waiting)
  expect(named(isInQueue)).toEqual([...waiting, 'downloading', 'verifying'])
  expect(named(isSaved)).toEqual(['saved', 'saved-unproven'])
})
