import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { downloading, item, libraryOf, openAt, usualWindow } from './library-scene.ts'
import { library } from './support.ts'

const open = () => openAt('#activity', libraryOf([]))

beforeEach(usualWindow)

test('the ribbon counts the queue and leads to it, and says nothing while it is empty', async () => {
  const fake = await open()
  const link = page.getByRole('banner').getByRole('link', { name: /^Queue/ })
  await expect.element(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  expect(link.elements()).toHaveLength(0)
  await expect.poll(() => fake.calls).toContainEqual(['library.page', { after: null }])
  fake.emit('library.items', {
    epoch: library.epoch,
    items: [
      item(3, { save: downloading(), position: 1 }),
      item(2, { save: { state: 'queued' }, position: 2 }),
      item(1, { save: { state: 'paused' }, position: 3 })
    ],
    removed: []
  })
  await expect.element(link).toHaveTextContent('1 saving, 2 waiting')
  await link.click()
  await expect.element(page.getByRole('tab', { selected: true })).toHaveTextContent('Queue')
})

test('that saving stopped by itself is said on whatever screen is open, and that it goes on', async () => {
  const fake = await open()
  await expect.poll(() => fake.calls).toContainEqual(['library.get', undefined])
  await expect.element(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
  fake.emit('library.changed', library)
  fake.emit('library.changed', {
    ...library,
    pause: { by: 'no-space', folder: '/home/agent/Callside', neededBytes: null }
  })
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect.element(messages).toHaveTextContent('The disk is full')
  fake.emit('library.changed', library)
  await expect.element(messages).toHaveTextContent('Saving goes on.')
})
