import { createListeners } from '../../src/main/listeners.ts'
import type { FilePort, FileProcess } from '../../src/main/library/transfer/file-port.ts'

/** Both ends of a pipe in one process: each message is cloned and comes in a turn of its own. */
export interface FakeFileProcess extends FileProcess {
  readonly child: FilePort
  /** The process ends by itself, as in a crash. */
  die(): void
  readonly killed: () => boolean
  /** What main sent, in order. */
  readonly orders: unknown[]
}

export function fakeFileProcess(): FakeFileProcess {
  const toMain = createListeners<unknown>()
  const toChild = createListeners<unknown>()
  const exits = createListeners<undefined>()
  const orders: unknown[] = []
  let state: 'running' | 'ended' = 'running'
  let killed = false
  const die = (): void => {
    if (state === 'ended') return
    state = 'ended'
    exits.tell(undefined)
  }
  const send = (tell: (message: unknown) => void) => (message: unknown) => {
    const clone: unknown = structuredClone(message)
    setImmediate(() => {
      if (state === 'running') tell(clone)
    })
  }
  const order = send(toChild.tell)
  return {
    child: { post: send(toMain.tell), onMessage: toChild.add },
    orders,
    post(message) {
      orders.push(message)
      order(message)
    },
    onMessage: toMain.add,
    onExit: exits.add,
    kill() {
      killed = true
      setImmediate(die)
    },
    die,
    killed: () => killed
  }
}
