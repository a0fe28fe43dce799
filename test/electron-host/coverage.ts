import { offeredEvents, offeredMembers, offeredModules, offeredStatics } from './offered.ts'
import type { Use } from './used-members.ts'

type Table = Partial<Record<string, readonly string[]>>
const members: Table = offeredMembers
const statics: Table = offeredStatics
const events: Table = offeredEvents
const modules: readonly string[] = offeredModules

/** What a page's preload gets from `electron`. */
const preloadModules = ['contextBridge', 'ipcRenderer']
/** Methods of every emitter; their event names are looked at one by one. */
const emitterMembers = [
  ...['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners'],
  ...['emit', 'listenerCount']
]

/** `process` is Node's own; of what Electron's types add to it, a utility process has this. */
const processMembers = ['parentPort']
/** The one event that Electron's types add. */
const processEvents = ['loaded']

/** The uses that would throw on the stand-in, each as one line with its place. */
export function findUnoffered(uses: readonly Use[]): string[] {
  return uses.filter((use) => !isOffered(use)).map((use) => `${nameOf(use)} at ${use.place}`)
}

function isOffered({ owner, name, kind }: Use): boolean {
  if (owner === 'Process') return isOfProcess(name, kind)
  switch (kind) {
    case 'module':
      return modules.includes(name) || preloadModules.includes(name)
    case 'event':
      return events[owner]?.includes(name) ?? owner in members
    case 'static':
      return statics[owner]?.includes(name) ?? false
    case 'member': {
      const isEmitterMember = owner in members && emitterMembers.includes(name)
      return isEmitterMember || (members[owner]?.includes(name) ?? false)
    }
  }
}

function isOfProcess(name: string, kind: Use['kind']): boolean {
  if (kind === 'event') return !processEvents.includes(name)
  return processMembers.includes(name) || emitterMembers.includes(name)
}

function nameOf({ owner, name, kind }: Use): string {
  return kind === 'event' ? `${owner}.on('${name}')` : `${owner}.${name}`
}
