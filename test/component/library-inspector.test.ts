import { beforeEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import {
  item,
  itemId,
  libraryOf,
  openAt,
  picture,
  saved,
  usualWindow,
  given
} from './library-scene.ts'
import type { LibraryItem } from '../../src/shared/model/library.ts'

const other = { agentId: '20012', own: false } as const
const inspector = (items: readonly LibraryItem[]) => libraryOf(items, { allAgents: true })

beforeEach(usualWindow)

describe('an inspector whom policy shows all rows', () => {
  test('is told so, and each row says whose it is', async () => {
    await openAt('#library/saved', inspector([item(1, other), item(2)]))
    await expect.element(page.getByText(/As an inspector you see/)).toBeVisible()
    await expect.element(page.getByRole('row', { name: /Agent 20012, Not saved/ })).toBeVisible()
    await expect.element(page.getByRole('row', { name: /Agent 20011, Not saved/ })).toBeVisible()
    await expect.element(page.getByText('Agent 20012', { exact: true })).toBeVisible()
  })

  test('finds rows by the number of their agent', async () => {
    await openAt('#library/saved', inspector([item(1, other), item(2)]))
    await page.getByRole('searchbox').fill('20012')
    await expect.element(page.getByText('1 item', { exact: true })).toBeVisible()
    await expect.element(page.getByText('Agent 20012', { exact: true })).toBeVisible()
    expect(page.getByRole('row', { name: /Agent 20011/ }).query()).toBeNull()
  })

  test('hears why another agent’s recording cannot be saved, and nothing is asked for', async () => {
    const fake = await openAt('#library/saved', inspector([item(1, other)]))
    const save = page.getByRole('button', { name: /^Save: Video/ })
    await expect.element(save).toHaveAccessibleDescription(/Only agent 20012 can save it/)
    // It says that it is disabled; pressed all the same, it does nothing.
    await save.click({ force: true })
    expect(given(fake)).toEqual([])
  })

  test('plays, verifies, exports and holds another agent’s file, and is told why it stays', async () => {
    await openAt('#library/saved', inspector([item(1, { ...other, save: saved() })]))
    await page.getByRole('button', { name: /^Details/ }).click()
    for (const name of [/^Play:/, 'Show in folder', 'Verify now', 'Export…']) {
      await expect.element(page.getByRole('button', { name })).not.toHaveAttribute('aria-disabled')
    }
    await expect.element(page.getByRole('switch', { name: 'Hold' })).toBeEnabled()
    await expect
      .element(page.getByRole('button', { name: 'Remove…' }))
      .toHaveAccessibleDescription(/belongs to agent 20012/)
  })

  test('removes their own of a selection; others stay and are counted', async () => {
    const fake = await openAt(
      '#library/saved',
      inspector([item(1, { ...other, save: saved() }), item(2, { save: saved() })])
    )
    await page.getByRole('checkbox', { name: /^Select all of/ }).click()
    const bar = page.getByRole('region', { name: 'Selected items' })
    await bar.getByRole('button', { name: 'Remove…' }).click()
    await expect.element(page.getByText(/1 stays: .* another agent/)).toBeVisible()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    expect(given(fake)).toEqual([['library.remove', { itemIds: [itemId(2)], files: 'keep' }]])
  })

  test('sees what waits for another agent, who alone can change it; the ribbon counts one’s own', async () => {
    const waits = { save: { state: 'waiting-sign-in' }, position: 1 } as const
    const mine = item(2, { save: { state: 'queued' }, position: 2 })
    await openAt('#library/queue', inspector([item(1, { ...other, ...waits }), mine]))
    await expect
      .element(page.getByText('Goes on by itself after the next sign-in of agent 20012.'))
      .toBeVisible()
    await expect.element(page.getByText('Only agent 20012 can change this.')).toBeVisible()
    expect(page.getByRole('button', { name: 'Cancel' }).elements()).toHaveLength(1)
    await expect.element(page.getByText('1 waiting, 1 of other agents')).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Queue: 1 waiting' })).toBeVisible()
    await expect
      .element(page.getByRole('button', { name: /^Move up/ }))
      .toHaveAccessibleDescription('This is already the first.')
  })

  test('sees whose each picture is, and why one cannot be fetched', async () => {
    const there = picture(1)
    const missing = picture(2, { ...other, save: { state: 'not-saved' } })
    await openAt('#captures', inspector([there, missing]))
    await expect.element(page.getByText(/· Agent 20011/)).toBeVisible()
    await expect.element(page.getByText(/· Agent 20012/)).toBeVisible()
    await expect
      .element(page.getByRole('button', { name: /^Fetch:/ }))
      .toHaveAccessibleDescription(/Only agent 20012 can save it/)
  })
})

test('an agent among their own rows reads no agent’s number in each of them', async () => {
  await openAt('#library/saved', libraryOf([item(1), item(2)]))
  await expect.element(page.getByRole('row', { name: /Not saved/ }).first()).toBeVisible()
  expect(page.getByRole('row', { name: /Agent/ }).query()).toBeNull()
  expect(page.getByText(/As an inspector/).query()).toBeNull()
})
