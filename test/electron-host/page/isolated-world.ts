import type { BridgeEnd, MakeBridgeEnd } from './bridge-end.ts'
import type { Codec } from './codec.ts'
import type { PageElement, PageEvent, PageWindow } from './dom.ts'
import type { OpenRequest } from './main-world.ts'

/** From the page to the host. */
export type PageMessage =
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'open'; request: OpenRequest }
  | { kind: 'preload-error'; message: string; stack: string }

/** From the host to the page. */
export type HostMessage =
  | { kind: 'reply'; id: number; ok: true; value: unknown }
  | { kind: 'reply'; id: number; ok: false; message: string }
  | { kind: 'event'; channel: string; args: unknown[] }

type Listener = (event: object, ...args: unknown[]) => void
/** The preload as a function of what Electron's sandboxed preload sees beside the page's globals. */
export type PreloadScript = (
  ...given: [
    require: (name: string) => unknown,
    process: object,
    Buffer: unknown,
    global: object,
    setImmediate: unknown,
    clearImmediate: unknown,
    exports: object,
    module: object
  ]
) => void

export interface IsolatedWorld {
  makeEnd: MakeBridgeEnd
  makeCodec: () => Codec
  /** Name of the events by which the two worlds find each other; random for each window. */
  token: string
  /** What `process` is in the preload. */
  process: object
  preload: PreloadScript | null
}

/**
 * Runs in the preload's world before any script of the page: gives the preload its `electron`.
 * Injected into pages: it may use nothing from outside itself.
 */
export function prepareIsolatedWorld(world: IsolatedWorld): void {
  const window = globalThis as unknown as PageWindow
  if (window.top !== window) return
  const { makeEnd, makeCodec, token, preload } = world
  // The binding exists in this world only; `__hostReceive` below is what the host evaluates here.
  const sendText = Reflect.get(window, '__hostSend') as (text: string) => void
  Reflect.deleteProperty(window, '__hostSend')
  const { encode, decode } = makeCodec()
  const listeners = new Map<string, { listener: Listener; original: Listener }[]>()
  const pending = new Map<number, { resolve: (v: unknown) => void; reject: (e: Error) => void }>()
  const channels = new Map<number, string>()
  let nextId = 1

  function post(message: PageMessage): void {
    let text
    try {
      text = encode(message)
    } catch {
      throw new Error('An object could not be cloned.')
    }
    sendText(text)
  }

  function notOffered(label: string, members: object): object {
    return new Proxy(members, {
      get: (target, key) => {
        if (typeof key === 'symbol' || key in target) return Reflect.get(target, key) as unknown
        throw new Error(`Electron stand-in: ${label}.${key} is not offered`)
      }
    })
  }

  function add(channel: string, listener: Listener, original = listener): object {
    const list = listeners.get(channel) ?? []
    list.push({ listener, original })
    listeners.set(channel, list)
    return ipcRenderer
  }

  function remove(channel: string, listener: Listener): object {
    const list = listeners.get(channel) ?? []
    const at = list.findIndex((entry) => entry.original === listener)
    if (at >= 0) list.splice(at, 1)
    return ipcRenderer
  }

  function once(channel: string, listener: Listener): object {
    const wrapped: Listener = (event, ...args) => {
      remove(channel, listener)
      listener(event, ...args)
    }
    return add(channel, wrapped, listener)
  }

  function invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = nextId++
      post({ kind: 'invoke', id, channel, args })
      pending.set(id, { resolve, reject })
      channels.set(id, channel)
    })
  }

  function removeAll(channel?: string): object {
    if (channel === undefined) listeners.clear()
    else listeners.delete(channel)
    return ipcRenderer
  }

  const ipcRenderer: object = notOffered('ipcRenderer', {
    invoke,
    send: (channel: string, ...args: unknown[]) => {
      post({ kind: 'send', channel, args })
    },
    on: (channel: string, listener: Listener) => add(channel, listener),
    once,
    off: remove,
    removeListener: remove,
    removeAllListeners: removeAll
  })

  function receive(message: HostMessage): void {
    if (message.kind === 'event') {
      const event = { sender: ipcRenderer, ports: [] }
      for (const { listener } of [...(listeners.get(message.channel) ?? [])]) {
        listener(event, ...message.args)
      }
      return
    }
    const caller = pending.get(message.id)
    const channel = channels.get(message.id) ?? ''
    pending.delete(message.id)
    channels.delete(message.id)
    if (message.ok) caller?.resolve(message.value)
    else {
      caller?.reject(new Error(`Error invoking remote method '${channel}': ${message.message}`))
    }
  }

  function joinPage(): BridgeEnd {
    const bus = window.document.createElement('i')
    window.dispatchEvent(new window.MouseEvent(token, { relatedTarget: bus }))
    return makeEnd(bus, 'preload')
  }

  function watchForPopups(): void {
    const listen = (type: string, listener: (event: PageEvent) => void): void => {
      window.addEventListener(type, listener)
    }
    window.addEventListener(
      `${token}-open`,
      (event) => {
        event.stopImmediatePropagation()
        post({ kind: 'open', request: event.detail as OpenRequest })
      },
      { capture: true }
    )
    listen('click', openLink)
    listen('auxclick', openLink)
    listen('submit', openForm)
  }

  const staysHere = (target: string): boolean => /^(|_self|_top|_parent)$/.test(target)

  // Bubbling to the window, so after the page's own handlers.
  function openLink(event: PageEvent): void {
    const isLink = (node: unknown): node is PageElement => node instanceof window.HTMLAnchorElement
    const link = event.composedPath().find(isLink)
    if (link?.href === undefined || link.href === '' || event.defaultPrevented) return
    if (event.button === 2) return
    const base = window.document.querySelector('base')?.target ?? ''
    const target = link.target === undefined || link.target === '' ? base : link.target
    const asksNew =
      event.ctrlKey === true ||
      event.metaKey === true ||
      event.shiftKey === true ||
      event.button === 1
    if (!asksNew && staysHere(target)) return
    event.preventDefault()
    requestWindow(link.href, target)
  }

  function openForm(event: PageEvent): void {
    if (!(event.target instanceof window.HTMLFormElement) || event.defaultPrevented) return
    const own = event.submitter?.formTarget ?? ''
    const target = own === '' ? (event.target.target ?? '') : own
    if (staysHere(target)) return
    event.preventDefault()
    requestWindow(addressOf(event.target), target)
  }

  /** A form that is not posted puts its fields into the address, also where it has none. */
  function addressOf(form: PageElement): string {
    const action = form.action ?? ''
    if (form.method === 'post') return action
    const [path = ''] = action.split(/[?#]/)
    return `${path}?${String(new URLSearchParams(new window.FormData(form)))}`
  }

  function requestWindow(url: string, target: string): void {
    post({
      kind: 'open',
      request: { url, frameName: target === '_blank' ? '' : target, features: '' }
    })
  }

  function runPreload(script: PreloadScript, bridge: BridgeEnd): void {
    const contextBridge = notOffered('contextBridge', {
      exposeInMainWorld: (name: string, api: unknown) => {
        bridge.expose(name, api)
      }
    })
    const electron = notOffered('electron (in the preload)', { ipcRenderer, contextBridge })
    const requireElectron = (name: string): unknown => {
      if (name === 'electron' || name === 'electron/renderer') return electron
      throw new Error(`module not found: ${name}`)
    }
    const module = { exports: {} }
    const process = Object.freeze(world.process)
    const later = (work: () => void): unknown => setTimeout(work, 0)
    const forget = (timer: unknown): void => {
      // The number that `later` gave.
      clearTimeout(timer as number)
    }
    const noBuffer = notOffered('Buffer (in the preload)', () => undefined)
    try {
      script(requireElectron, process, noBuffer, window, later, forget, module.exports, module)
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error))
      post({ kind: 'preload-error', message, stack: stack ?? message })
    }
  }

  Reflect.set(window, '__hostReceive', (text: string) => {
    // Only the host knows this world.
    receive(decode(text) as HostMessage)
  })
  watchForPopups()
  const bridge = joinPage()
  if (preload !== null) runPreload(preload, bridge)
}
