import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { systemClock } from '../../src/main/clock.ts'
import { guarded } from '../../src/main/guard.ts'
import { createListeners } from '../../src/main/listeners.ts'
import { raisedIn } from '../support/net.ts'

const broken = new Error('planted')
const fails = (): never => {
  throw broken
}

test('one listener that throws does not keep the next from hearing, nor the teller from going on', () => {
  const heard: string[] = []
  const listeners = createListeners<string>()
  listeners.add(fails)
  listeners.add((word) => heard.push(word))
  const raised = raisedIn(() => {
    listeners.tell('ready')
    heard.push('told')
  })
  expect(heard).toEqual(['ready', 'told'])
  expect(raised).toEqual([broken])
})

test('guarded work gets what it was given, and its error reaches the net as it was thrown', () => {
  const given: unknown[] = []
  const raised = raisedIn(() => {
    guarded((first: number, second: string) => {
      given.push(first, second)
      throw broken
    })(1, 'b')
  })
  expect(given).toEqual([1, 'b'])
  expect(raised).toEqual([broken])
})

test('a thrown value that is no error is an error by the time it reaches the net', () => {
  const raised = raisedIn(
    guarded(() => {
      // Libraries do it: that is what is shown here.
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- see above
      throw 'text that may hold anything'
    })
  )
  expect(raised).toEqual([new Error('No error was thrown but a value')])
})

test('a timer of the real clock that throws reaches the net, and the timer after it runs', () => {
  vi.useFakeTimers()
  try {
    const ran: string[] = []
    const raised = raisedIn(() => {
      systemClock.after(10, fails)
      systemClock.after(20, () => ran.push('next'))
      vi.advanceTimersByTime(20)
    })
    expect(ran).toEqual(['next'])
    expect(raised).toEqual([broken])
  } finally {
    vi.useRealTimers()
  }
})

test('what is raised is an uncaught exception of the process, which one net hears', () => {
  const guard = JSON.stringify(join(import.meta.dirname, '../../src/main/guard.ts'))
  const script = `
    import { guarded } from ${guard}
    process.on('uncaughtException', ({ message }) => console.log('net', message))
    guarded(() => { throw new Error('planted') })()
    console.log('goes on')
  `
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8'
  })
  expect(stdout).toBe('goes on\nnet planted\n')
})
