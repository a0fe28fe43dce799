import { expect, test } from 'vitest'
import { trayActions } from '../../src/main/desktop/tray-actions.ts'
import type { Parts } from '../../src/main/ipc/command-parts.ts'
import { createHandlers } from '../../src/main/ipc/handlers.ts'
import { AppError } from '../../src/shared/errors.ts'
import { commandNames } from '../../src/shared/ipc/names.ts'

const full = new AppError('file:no-space', 'planted')

/** Parts that answer nothing: whatever is called throws at once. */
const brokenPart = new Proxy(
  {},
  {
    get: () => () => {
      throw full
    }
  }
)
// Only calls are made on the parts.
const brokenParts = new Proxy({}, { get: () => brokenPart }) as Parts

for (const name of commandNames) {
  test(`${name} gives a promise that is rejected where its part throws at once`, async () => {
    const handler = createHandlers(brokenParts)[name]
    // Every input is an object or nothing; what it holds does not matter to a part that throws.
    const answer = (handler as (input: unknown) => Promise<unknown>)({})
    await expect(answer).rejects.toBe(full)
  })
}

test('what a click in the tray could not do is told, also where the part throws at once', async () => {
  const told: unknown[] = []
  const opened: string[] = []
  const { saveVideo } = trayActions({
    handlers: createHandlers(brokenParts),
    tell: (happening) => told.push(happening),
    open: () => opened.push('window'),
    quit: () => undefined
  })
  saveVideo('item-1')
  await Promise.resolve()
  await Promise.resolve()
  expect(told).toEqual([
    { name: 'command-failed', subject: 'library.save', problem: { code: 'file:no-space' } }
  ])
  expect(opened).toEqual(['window'])
})
