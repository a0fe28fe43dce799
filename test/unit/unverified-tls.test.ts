import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const source = resolve(import.meta.dirname, '../../src')
const probe = join('main', 'gateway', 'certificate-probe.ts')
const word = ['reject', 'Unauthorized'].join('')

test('T1: the look at a certificate is the one place that lets an unverified one pass', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  const saying = files.filter(
    (name) => /\.(ts|svelte)$/.test(name) && readFileSync(join(source, name), 'utf8').includes(word)
  )
  expect(saying).toEqual([probe])
})

test('T1: what completes that handshake writes nothing', () => {
  const text = readFileSync(join(source, probe), 'utf8')
  expect(text).not.toMatch(/\.(write|end|pipe)\(/)
})
