/** A row of the library's fault matrix, and where a test of its name shows it. */
export interface FaultRow {
  readonly fault: string
  /** Test files, from `test/`. */
  readonly shownIn: readonly string[]
  /** What of it only another system can show, and so is not run here. */
  readonly elsewhere?: {
    readonly on: 'windows' | 'macos' | 'windows and macos'
    readonly what: string
  }
}

const cut = ['gateway/fetch-cut.test.ts', 'faults/cut-bodies.test.ts']
const answers = ['gateway/fetch-answers.test.ts']
const kernel = 'faults/kernel.test.ts'
const locked = 'unit/library-locked.test.ts'
const session = 'faults/queue-session.test.ts'
const placement = 'unit/library-placement.test.ts'

/** Every fault that a video can meet on its way, D01 to D44. */
export const faultRows: Readonly<Record<string, FaultRow>> = {
  D01: { fault: 'fewer bytes than announced', shownIn: cut },
  D02: { fault: 'fewer bytes than announced, then a reset', shownIn: cut },
  D03: { fault: 'more bytes than announced', shownIn: cut },
  D04: { fault: 'chunks that are cut', shownIn: cut },
  D05: {
    fault: 'no length, no chunks, a clean end',
    shownIn: ['gateway/fetch.test.ts', 'faults/cut-bodies.test.ts']
  },
  D06: {
    fault: 'no length and no farewell',
    shownIn: ['gateway/fetch.test.ts', 'faults/cut-bodies.test.ts']
  },
  D07: { fault: 'a length and chunks', shownIn: cut },
  D08: { fault: 'a refusal, labelled as JSON', shownIn: answers },
  D09: { fault: 'a refusal, labelled as a file', shownIn: answers },
  D10: { fault: 'a page of a proxy', shownIn: answers },
  D11: { fault: 'an empty body', shownIn: answers },
  D12: { fault: 'a redirect', shownIn: answers },
  D13: { fault: 'a failure status', shownIn: answers },
  D14: { fault: 'a head that does not come', shownIn: answers },
  D15: { fault: 'a head of 200 KB', shownIn: answers },
  D16: { fault: 'a stall', shownIn: ['gateway/fetch-stall.test.ts'] },
  D17: { fault: 'a drip', shownIn: ['gateway/fetch-stall.test.ts'] },
  D18: { fault: 'a body without an end', shownIn: ['gateway/fetch-stall.test.ts'] },
  D19: { fault: 'the Guid expires in the queue', shownIn: [session] },
  D20: { fault: 'the Guid rotates midway', shownIn: [session] },
  D21: { fault: 'the sign-in ends in the middle of a queue', shownIn: [session] },
  D22: { fault: 'no room before the start', shownIn: ['faults/disk-away.test.ts'] },
  D23: { fault: 'the disk fills up', shownIn: ['faults/full-disk.test.ts', kernel] },
  D24: {
    fault: 'the file grows too large for the disk',
    shownIn: [kernel],
    elsewhere: { on: 'windows', what: 'the number that FAT32 gives at 4 GiB' }
  },
  D25: { fault: 'the folder goes away', shownIn: ['faults/disk-away.test.ts', placement] },
  D26: { fault: 'the folder may not be written to', shownIn: ['faults/disk-away.test.ts', kernel] },
  D27: { fault: 'the flush fails', shownIn: [kernel, locked] },
  D28: {
    fault: 'the file is locked for a moment',
    shownIn: [kernel, locked],
    elsewhere: { on: 'windows', what: 'a real virus scanner that holds it' }
  },
  D29: {
    fault: 'the file stays locked',
    shownIn: [locked],
    elsewhere: { on: 'windows', what: 'a real virus scanner that holds it' }
  },
  D30: {
    fault: 'the name is taken, also in another spelling',
    shownIn: [placement],
    elsewhere: { on: 'windows and macos', what: 'a disk that itself joins the spellings' }
  },
  D31: {
    fault: 'no hard links',
    shownIn: [kernel, placement],
    elsewhere: { on: 'windows and macos', what: 'real exFAT and SMB volumes' }
  },
  D32: {
    fault: 'a link is planted',
    shownIn: [placement, 'gateway/fetch-resume.test.ts'],
    elsewhere: { on: 'windows', what: 'junctions, which Linux does not have' }
  },
  D33: { fault: 'the disk takes less than it says', shownIn: [kernel] },
  D34: { fault: 'a crash after any effect of a save', shownIn: ['faults/crash-points.test.ts'] },
  D35: {
    fault: 'a power cut takes the bytes of a named file',
    shownIn: ['faults/saved-later.test.ts']
  },
  D36: {
    fault: 'a quit, a sleep, another user',
    shownIn: [session],
    elsewhere: { on: 'windows and macos', what: 'a real sleep, and a switch of users' }
  },
  D37: { fault: 'four at once, all cancelled', shownIn: ['faults/many-rows.test.ts'] },
  D38: { fault: 'one recording asked for twice', shownIn: ['faults/many-rows.test.ts'] },
  D39: { fault: 'five thousand rows', shownIn: ['faults/many-rows.test.ts'] },
  D40: { fault: 'a file is deleted or renamed', shownIn: ['faults/saved-later.test.ts'] },
  D41: {
    fault: 'a virus scanner takes a file',
    shownIn: ['faults/saved-later.test.ts'],
    elsewhere: { on: 'windows', what: 'its quarantine' }
  },
  D42: {
    fault: 'a wrong answer to a request for the rest',
    shownIn: ['gateway/fetch-resume.test.ts', 'faults/mixing.test.ts']
  },
  D43: { fault: 'bytes that are packed', shownIn: answers },
  D44: { fault: 'the clock is set back', shownIn: ['gateway/fetch-stall.test.ts'] }
}
