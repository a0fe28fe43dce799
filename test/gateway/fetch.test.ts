import { expect, test } from 'vitest'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer } from '../support/raw-answers.ts'
import { fetchingFrom } from '../support/fetch-bench.ts'

const video = madeMp4(2_345_678)
const octets = { 'Content-Type': 'application/octet-stream;charset=utf-8' }

test('a file arrives whole', async () => {
  const { success } = await fetchingFrom((_request, socket) => {
    socket.write(answer({ headers: octets, body: video }))
  })
  expect((await success(video)).file).toMatchObject({ kind: 'mp4', lengthProof: 'content-length' })
})
