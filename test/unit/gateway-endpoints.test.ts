import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Endpoint } from '../../src/main/gateway/endpoint.ts'
import * as endpoints from '../../src/main/gateway/endpoints/index.ts'
import { compose } from '../../src/main/gateway/request.ts'

const origin = 'https://gateway.example:8043'
const base = '/agentgateway/resource'

const sent = <P, R>(endpoint: Endpoint<P, R>, params: P): [string, string, unknown] => {
  const { method, url, body } = compose(origin, endpoint, params)
  const content: unknown = body === null ? null : JSON.parse(body)
  return [method, `${url.pathname.replace(base, '')}${url.search}`, content]
}

const agent = { agentId: '103' }
const forCall = { ...agent, callId: '1552524689-16797284' }
const target = { ...agent, workNo: '104' }
const signIn = {
  ...agent,
  password: 'secret',
  phoneNumber: '70006',
  agentType: 11,
  status: 4,
  autoAnswer: false
} as const

test.each([
  ['sign out', sent(endpoints.signOut, agent), ['DELETE', '/onlineagent/103/logout', null]],
  [
    'forced sign-out',
    sent(endpoints.forcedSignOut, agent),
    ['DELETE', '/onlineagent/103/forcelogout', null]
  ],
  [
    'all skills',
    sent(endpoints.resetSkill, { ...agent, skills: 'all' }),
    ['POST', '/onlineagent/103/resetskill/true?phonelinkage=0', null]
  ],
  [
    'some skills',
    sent(endpoints.resetSkill, { ...agent, skills: ['1', '22'] }),
    ['POST', '/onlineagent/103/resetskill/false?skillid=1%3B22&phonelinkage=0', null]
  ],
  [
    'not ready',
    sent(endpoints.sayBusy, { ...agent, reason: 201, prolong: false }),
    ['POST', '/onlineagent/103/saybusy?reason=201&prolong=false', null]
  ],
  ['after-call work', sent(endpoints.work, agent), ['POST', '/onlineagent/103/work', null]],
  [
    'rest',
    sent(endpoints.rest, { ...agent, seconds: 600, cause: 0 }),
    ['POST', '/onlineagent/103/rest/600/0', null]
  ],
  [
    'answer',
    sent(endpoints.answerCall, forCall),
    ['PUT', `/voicecall/103/answer?callid=${forCall.callId}`, null]
  ],
  ['release', sent(endpoints.releaseCall, agent), ['DELETE', '/voicecall/103/release', null]],
  [
    'reject',
    sent(endpoints.rejectCall, { ...forCall, mode: 'requeue' }),
    ['POST', '/voicecall/103/reject', { callid: forCall.callId, mode: 1 }]
  ],
  [
    'connection information',
    sent(endpoints.getConnectInfo, forCall),
    ['POST', '/mediacall/103/getconnectinfo', { callid: forCall.callId, userType: 'agent' }]
  ],
  [
    'conference video',
    sent(endpoints.downloadConferenceVideo, { ...agent, conferenceId: 'c-1', recordId: 'r-1' }),
    ['GET', '/recordfile/103/videofiledownload?conferenceId=c-1&recordId=r-1&fileType=0', null]
  ],
  [
    'call data',
    sent(endpoints.callData, forCall),
    ['GET', `/calldata/103/appdata?isEncodeResult=true&callId=${forCall.callId}`, null]
  ],
  [
    'whisper',
    sent(endpoints.whisper, target),
    ['POST', '/qualitycontrol/103/requestwhisperagent?whisperagentid=104', null]
  ],
  [
    'switch',
    sent(endpoints.switchSupervision, { ...target, to: 'insert' }),
    [
      'POST',
      '/qualitycontrol/103/requestswitchinsertwhisperagent?whisperagentid=104&switchtype=1',
      null
    ]
  ],
  [
    'the calls of an agent',
    sent(endpoints.callIdsOf, target),
    ['GET', '/calldata/103/allcallinfoEx/104', null]
  ],
  [
    'intercept of one call',
    sent(endpoints.interceptCall, { ...target, callId: '1-2' }),
    ['PUT', '/qualitycontrol/103/intercept/104/1-2', null]
  ]
])('%s is sent as documented', (_name, actual, expected) => {
  expect(actual).toEqual(expected)
})

test('a sign-in sends numbers and booleans as such', () => {
  expect(sent(endpoints.signIn, signIn)).toEqual([
    'PUT',
    '/onlineagent/103',
    {
      password: 'secret',
      phonenum: '70006',
      agenttype: 11,
      status: 4,
      autoanswer: false,
      autoenteridle: true,
      releasephone: true
    }
  ])
  expect(sent(endpoints.forcedSignIn, signIn)[1]).toBe('/onlineagent/103/forcelogin')
})

test('a recording path is sent with forward slashes, and comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200 }), (path) => {
      fc.pre(!/\p{Cc}/u.test(path))
      const params = { ...agent, recordId: path, locationId: '256' }
      const query = compose(origin, endpoints.downloadVideoFile, params).url.searchParams
      expect(query.get('recordId')).toBe(path.replaceAll('\\', '/'))
      expect(query.get('locationId')).toBe('256')
    })
  )
})

test.each([
  ['a call id with a slash', () => sent(endpoints.imageCapture, { ...agent, callId: 'a/b' })],
  [
    'a call id of 65 characters',
    () => sent(endpoints.imageCapture, { ...agent, callId: 'x'.repeat(65) })
  ],
  ['an empty password', () => sent(endpoints.signIn, { ...signIn, password: '' })],
  [
    'a password of 33 characters',
    () => sent(endpoints.signIn, { ...signIn, password: 'x'.repeat(33) })
  ],
  [
    'a path with a line break',
    () => sent(endpoints.downloadVideoFile, { ...agent, recordId: 'a\nb', locationId: null })
  ],
  [
    'a location id that is no number',
    () => sent(endpoints.downloadVideoFile, { ...agent, recordId: 'Y:/a.mp4', locationId: '../' })
  ],
  ['a rest of no length', () => sent(endpoints.rest, { ...agent, seconds: 0, cause: 0 })],
  ['a reason of 199', () => sent(endpoints.sayBusy, { ...agent, reason: 199, prolong: false })],
  [
    'call data of 16,385 bytes',
    () =>
      sent(endpoints.setCallData, { ...forCall, text: `${'座'.repeat(5_461)}ab`, base64: false })
  ]
])('%s is refused before anything is sent, and not repeated in the error', (_name, send) => {
  expect(send).toThrow(expect.objectContaining({ code: 'invalid-input' }))
})

test('16,384 bytes of call data are sent, even where Base64 makes them longer', () => {
  const text = `${'座'.repeat(5_461)}a`
  const body = sent(endpoints.setCallData, { ...forCall, text, base64: true })[2]
  expect(body).toMatchObject({
    isDataEncoded: true,
    calldata: Buffer.from(text).toString('base64')
  })
})

test('every call says what it is: its page, its limits, and what it must not show', () => {
  for (const entry of Object.values(endpoints)) {
    expect(entry.page).toMatch(/^(?:cec_0\d_\d+|vendor client)$/)
    expect(entry.timeoutMs).toBeGreaterThanOrEqual(15_000)
    expect(entry.logName).toMatch(/^[a-z][A-Za-z]+$/)
  }
  const names = Object.values(endpoints).map(({ logName }) => logName)
  expect(new Set(names).size).toBe(names.length)
})
