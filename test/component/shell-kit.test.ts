import { createRawSnippet } from 'svelte'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { Announcer } from '../../src/renderer/src/state/announcer.svelte.ts'
import { Attempt } from '../../src/renderer/src/state/attempt.svelte.ts'
import { CommandError } from '../../src/renderer/src/bridge.ts'
import Button from '../../src/renderer/src/ui/Button.svelte'
import ConfirmDialog from '../../src/renderer/src/ui/ConfirmDialog.svelte'
import Meter from '../../src/renderer/src/ui/Meter.svelte'
import { bytesInWords } from '../../src/renderer/src/words/byte-words.ts'
import { lengthOfTime, timeAgo } from '../../src/renderer/src/words/time-words.ts'

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }))

test('a button that cannot be pressed now says why, stays in reach and does nothing', async () => {
  const onclick = vi.fn()
  const button = page.getByRole('button', { name: 'Capture' })
  await render(Button, { children: words('Capture'), reason: 'There is no call.', onclick })
  await userEvent.tab()
  await expect.element(button).toHaveFocus()
  await expect.element(button).toHaveAccessibleDescription('There is no call.')
  await userEvent.keyboard('{Enter}')
  expect(onclick).not.toHaveBeenCalled()
})

test('a busy button cannot be pressed twice', async () => {
  const onclick = vi.fn()
  await render(Button, { children: words('Save video'), busy: true, onclick })
  await page.getByRole('button', { name: 'Save video' }).click({ force: true })
  expect(onclick).not.toHaveBeenCalled()
})

const intercept = {
  title: 'Intercept?',
  confirmLabel: 'Intercept',
  cancelLabel: 'Cancel',
  typed: { label: 'Type 20013', expected: '20013', reason: 'Type the number first.' },
  children: words('Their call ends.')
}

test('a typed confirmation works only with the exact words, and starts empty each time', async () => {
  const onconfirm = vi.fn()
  const props = { ...intercept, onconfirm, oncancel: vi.fn() }
  const view = await render(ConfirmDialog, { ...props, open: true })
  const typed = page.getByLabelText('Type 20013')
  const confirm = page.getByRole('button', { name: 'Intercept' })
  await expect.element(typed).toHaveFocus()
  await typed.fill('20014')
  await userEvent.keyboard('{Enter}')
  await expect.element(confirm).toHaveAccessibleDescription('Type the number first.')
  expect(onconfirm).not.toHaveBeenCalled()
  await typed.fill('20013')
  await confirm.click()
  expect(onconfirm).toHaveBeenCalledExactlyOnceWith('20013')

  await view.rerender({ open: false })
  await expect.element(typed).not.toBeInTheDocument()
  await view.rerender({ open: true })
  await expect.element(typed).toHaveValue('')
})

test('Enter on a fresh confirmation cancels, and so does Escape', async () => {
  const [onconfirm, oncancel] = [vi.fn(), vi.fn()]
  const { title, confirmLabel, cancelLabel, children } = intercept
  const plain = { title, confirmLabel, cancelLabel, children }
  await render(ConfirmDialog, { ...plain, open: true, onconfirm, oncancel })
  await userEvent.keyboard('{Enter}')
  await userEvent.keyboard('{Escape}')
  expect(oncancel).toHaveBeenCalledTimes(2)
  expect(onconfirm).not.toHaveBeenCalled()
})

test('a meter tells its value in words', async () => {
  await render(Meter, { label: 'Length', text: '12 of 16,384 bytes', value: 12, max: 16_384 })
  const meter = page.getByRole('meter', { name: 'Length' })
  await expect.element(meter).toHaveAttribute('aria-valuetext', '12 of 16,384 bytes')
})

test('an attempt keeps why it failed, with the reference of the log, until the next one', async () => {
  const attempt = new Attempt()
  const problem = { code: 'unexpected', ref: 'ab12' } as const
  await attempt.run(() => Promise.reject(new CommandError(problem)))
  expect(attempt.problem).toEqual(problem)
  const next = attempt.run(() => Promise.resolve('done'))
  expect([attempt.busy, attempt.problem]).toEqual([true, null])
  expect(await next).toBe('done')
  expect(attempt.busy).toBe(false)
})

test('good news leave by themselves, problems stay until they are dismissed', () => {
  const due: (() => void)[] = []
  const announcer = new Announcer((work) => due.push(work))
  announcer.say('Video saved', 'ok')
  announcer.say('No space left', 'problem')
  for (const work of due) work()
  expect(announcer.items.map(({ text }) => text)).toEqual(['No space left'])
})

test('lengths of time and sizes read as people write them', () => {
  expect([0, 7_400, 760_000, 3_723_000].map(lengthOfTime)).toEqual([
    '0:00',
    '0:07',
    '12:40',
    '1:02:03'
  ])
  expect(timeAgo(0, 65_000, 'en')).toBe('1 minute ago')
  expect(timeAgo(10_000, 0, 'zh-CN')).toBe(timeAgo(0, 0, 'zh-CN'))
  expect([0, 1, 999, 1_000, 3_400_000].map((size) => bytesInWords(size, 'en'))).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1 kB',
    '3.4 MB'
  ])
})
