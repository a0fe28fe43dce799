import fc from 'fast-check'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createCredentials } from '../../src/main/gateway/credentials.ts'
import { parseGuid } from '../../src/main/gateway/guid.ts'

const guid = (letter: string): string => `${letter.repeat(8)}-1111-2222.AgentGateway0`
const header = (letter: string): string => `JSESSIONID=${guid(letter)}`

function signedIn() {
  const credentials = createCredentials()
  const ticket = credentials.ticket()
  credentials.begin(ticket, header('a'), ['route=node1; Path=/'])
  return { credentials, signInTicket: ticket }
}

test('the Guid is what follows JSESSIONID=, and is accepted without it', () => {
  expect(parseGuid(header('a'))?.reveal()).toBe(guid('a'))
  expect(parseGuid(guid('a'))?.reveal()).toBe(guid('a'))
})

test('a Guid prints as nothing, in whatever way it is printed', () => {
  const value = parseGuid(header('a'))
  const { credentials } = signedIn()
  const printed = [
    String(value),
    JSON.stringify({ value }),
    inspect({ value }, { depth: 9, showHidden: true }),
    inspect(credentials, { depth: 9, showHidden: true }),
    inspect(credentials.ticket(), { depth: 9, showHidden: true }),
    JSON.stringify([credentials, credentials.ticket()])
  ]
  expect(printed.join('\n')).not.toContain('aaaaaaaa')
  expect(printed.join('\n')).not.toContain('node1')
  expect(String(value)).toBe('[Guid]')
})

/** Pieces from which values near the documented shape are made. */
const pieces = fc.constantFrom('JSESSIONID=', '1a2b3c4d', '-', '.', '_', ' ', '\r', '\n', ',', '座')

test('only values of the documented shape are Guids', () => {
  fc.assert(
    fc.property(fc.string({ unit: pieces, maxLength: 30 }), (value) => {
      const accepted = parseGuid(value)?.reveal()
      expect(accepted === undefined || /^[A-Za-z0-9-]{8,64}\.[\w-]{1,64}$/.test(accepted)).toBe(
        true
      )
    })
  )
  for (const value of [
    '',
    `${header('a')}\r\nX: 1`,
    `${header('a')}\n`,
    `JSESSIONID=${header('a')}`
  ]) {
    expect(parseGuid(value)).toBeNull()
  }
})

test('whatever the order of the answers, the Guid of the request sent last stays', () => {
  const letters = ['b', 'c', 'd', 'e', 'f', '0', '1', '2']
  fc.assert(
    fc.property(fc.shuffledSubarray(letters, { minLength: 1 }), (arrival) => {
      const { credentials } = signedIn()
      const sent = new Map(letters.map((letter) => [letter, credentials.ticket()]))
      for (const letter of arrival) {
        const ticket = sent.get(letter)
        if (ticket !== undefined) credentials.accept(ticket, header(letter))
      }
      const last = letters.findLast((letter) => arrival.includes(letter)) ?? ''
      expect(credentials.ticket().guid?.reveal()).toBe(guid(last))
    })
  )
})

test('an answer of an earlier sign-in changes nothing', () => {
  const { credentials } = signedIn()
  const late = credentials.ticket()
  credentials.begin(credentials.ticket(), header('b'), [])
  credentials.accept(late, header('c'))
  expect(credentials.ticket().guid?.reveal()).toBe(guid('b'))
  expect(credentials.isNewerThan(late)).toBe(false)
})

test('after a sign-out nothing is left, and late answers bring nothing back', () => {
  const { credentials } = signedIn()
  const late = credentials.ticket()
  credentials.clear()
  credentials.accept(late, header('b'))
  expect(credentials.signedIn).toBe(false)
  expect(credentials.ticket()).toMatchObject({ guid: null, cookie: null })
  expect(credentials.handOver()).toBeNull()
})

test('a Guid is newer only after it has changed', () => {
  const { credentials } = signedIn()
  const before = credentials.ticket()
  credentials.accept(credentials.ticket(), header('a'))
  expect(credentials.isNewerThan(before)).toBe(false)
  credentials.accept(credentials.ticket(), header('b'))
  expect(credentials.isNewerThan(before)).toBe(true)
})

test('only well-formed cookies are kept, without their attributes', () => {
  const credentials = createCredentials()
  credentials.begin(credentials.ticket(), header('a'), [
    'route=node1; Path=/; HttpOnly',
    'lb="quoted"; Secure',
    'no-value',
    `huge=${'x'.repeat(5_000)}`,
    'bad=line\r\nGuid: x'
  ])
  expect(credentials.ticket().cookie?.reveal()).toBe('route=node1; lb="quoted"')
})

test('the process that fetches files can be handed the secrets of the sign-in', () => {
  const { credentials } = signedIn()
  const handedOver = credentials.handOver()
  if (handedOver === null) throw new Error('nothing was handed over')
  const there = createCredentials(handedOver).ticket()
  expect([there.guid?.reveal(), there.cookie?.reveal()]).toEqual([guid('a'), 'route=node1'])
})
