import type { createBridge } from '../../src/preload/bridge.ts'
import { eventNames } from '../../src/shared/ipc/names.ts'

/** Who sends a command: as much of Electron's event as the check of the sender reads. */
export interface Sender {
  readonly trusted: boolean
}

/** One crossing of the wire, as the other side received it. */
export interface Crossing {
  readonly way: 'command' | 'reply' | 'event'
  readonly channel: string
  readonly value: unknown
}

type PreloadWire = Parameters<typeof createBridge>[0]
type Listener = Parameters<PreloadWire['on']>[1]
type Answer = (event: Sender, raw: unknown) => unknown

/**
 * Electron's IPC without Electron: everything that crosses is copied by the same structured clone,
 * and kept. A value that cannot be cloned is refused on the side that sends it, as Electron does.
 */
export function fakeWire(sender: Sender = { trusted: true }) {
  const answers = new Map<string, Answer>()
  const listeners = new Map<string, Set<Listener>>()
  const crossings: Crossing[] = []
  const cross = (way: Crossing['way'], channel: string, sent: unknown): unknown => {
    const value: unknown = structuredClone(sent)
    crossings.push({ way, channel, value })
    return value
  }
  const invoke = async (channel: string, input: unknown): Promise<unknown> => {
    const raw = cross('command', channel, input)
    const answer = answers.get(channel)
    if (answer === undefined) throw new Error(`Nobody answers ${channel}`)
    return cross('reply', channel, await answer(sender, raw))
  }
  const preload = {
    invoke,
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
    },
    off: (channel: string, listener: Listener) => listeners.get(channel)?.delete(listener)
  }
  return {
    /** Main's end for commands. */
    ipc: {
      handle: (channel: string, answer: Answer) => {
        answers.set(channel, answer)
      }
    },
    /** Main's end for events. */
    send: (channel: string, sent: unknown) => {
      const value = cross('event', channel, sent)
      for (const listener of listeners.get(channel) ?? []) listener(electronEvent, value)
    },
    // Only the members that the bridge uses; Electron's own types want the whole emitter back.
    preload: preload as unknown as PreloadWire,
    /** What a page could send if it reached past the preload. */
    invoke,
    crossings: (way?: Crossing['way']) =>
      crossings.filter((crossing) => way === undefined || crossing.way === way),
    channels: () => [...answers.keys()],
    listeners: () => eventNames.reduce((sum, name) => sum + (listeners.get(name)?.size ?? 0), 0)
  }
}

/** What Electron hands to a listener in the preload; it would lead a page to the sender. */
const electronEvent = { sender: 'not for pages' } as unknown as Parameters<Listener>[0]
