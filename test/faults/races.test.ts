import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { anAgent, libraryFrom } from '../support/library-bench.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'

const video = madeMp4(100_000)

async function signedIn() {
  const bench = await libraryFrom({
    handler: (_request, socket) => socket.end(answer({ headers: octets, body: video }))
  })
  await bench.opened.start()
  bench.opened.signedInAs(anAgent)
  return bench
}

test('a save that is paused in the same moment asks for nothing and leaves nothing', async () => {
  const bench = await signedIn()
  const [paused, other] = [bench.announce(1), bench.announce(2)]
  bench.opened.library.save(paused)
  bench.opened.library.hold(paused)
  bench.opened.library.save(other)
  await bench.reach(other, 'saved')
  expect(bench.find(paused).save.state).toBe('paused')
  expect(bench.server.requests).toHaveLength(1)
  expect((await readdir(bench.folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  bench.opened.library.save(paused)
  await bench.reach(paused, 'saved')
})
