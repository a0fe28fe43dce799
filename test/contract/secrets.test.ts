import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandNames } from '../../src/shared/ipc/names.ts'
import type { LibraryItem } from '../../src/shared/model/library.ts'
import type { PracticeGateway } from '../../src/simulator/index.ts'
import { planted } from '../e2e/support/secrets.ts'
import { needlesOf } from '../support/canary-forms.ts'
import { scanFolder } from '../support/canary-scan.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { temporaryFolder } from '../support/folders.ts'
import { practiceGateway } from '../support/practice-seat.ts'
import type { Crossing } from './fake-wire.ts'
import { wholeMain } from './whole-main.ts'

type Main = ReturnType<typeof wholeMain>
const ofTheDatabase = ['library.tryAgain', 'library.setAside', 'library.showDatabase'] as const

/** Main signed out, with a gateway whose secrets are planted and whose Guid changes often. */
async function atWork(): Promise<{ main: Main; gateway: PracticeGateway; folder: string }> {
  const { password, guidPrefix, cookie, signature } = planted
  const gateway = await practiceGateway({
    requireCookie: true,
    secrets: { password, guidPrefix, cookie, signature },
    timings: { pollHoldMs: 300, captureMs: 1, autoAnswerMs: 1, guidIntervalMs: 400 }
  })
  const folder = await temporaryFolder()
  const caFile = join(await temporaryFolder(), 'ca.pem')
  writeFileSync(caFile, gateway.certificatePem)
  const gateways = [{ name: 'Main', url: gateway.url, caFile }]
  return { main: wholeMain({ folder, policy: { gateways } }), gateway, folder }
}

async function signIn({ bridge }: Main, agentId: string): Promise<void> {
  const [profile] = await bridge.call('profiles.list')
  await bridge.call('session.signIn', {
    ...{ profileId: profile?.profileId ?? '', agentId, password: planted.password },
    ...{ phoneNumber: `70${agentId}`, agentType: 11, initialState: 'ready', autoAnswer: true },
    ...{ skills: 'all', force: false }
  })
}

const isSaved = (item: LibraryItem, itemId: string): boolean =>
  item.itemId === itemId && item.save.state === 'saved'

/** The proxy asks, is answered, and lets the sign-in through; then there is none again. */
async function networkWorks(main: Main): Promise<void> {
  const { bridge } = main
  const proxy = await startConnectProxy({ basic: { user: 'anna', password: planted.proxy } })
  await bridge.call('settings.change', { proxy: { mode: 'manual', url: proxy.url } })
  await expect(signIn(main, '1001')).rejects.toMatchObject({
    problem: { code: 'could-not-ask:proxy-credentials' }
  })
  const { challenge } = await bridge.call('network.get')
  await bridge.call('network.giveCredentials', {
    ...{ address: challenge?.address ?? '', user: 'anna', password: planted.proxy },
    remember: false
  })
  await signIn(main, '1001')
  await bridge.call('session.signOut', { force: true })
  const authorization = Buffer.from(`anna:${planted.proxy}`).toString('base64')
  expect(proxy.seen().includes(authorization)).toBe(true)
  await bridge.call('network.forgetCredentials')
  await bridge.call('settings.change', { proxy: { mode: 'none' } })

  const [{ profileId } = { profileId: '' }] = await bridge.call('profiles.list')
  const { certificate, blockedBy } = await bridge.call('profiles.lookAtCertificate', { profileId })
  expect(blockedBy).toBe('trusted')
  const { fingerprint256 } = certificate
  await expect(
    bridge.call('profiles.confirmCertificate', { profileId, fingerprint256 })
  ).rejects.toMatchObject({ problem: { code: 'certificate-not-seen' } })
  await bridge.call('profiles.forgetCertificate', { profileId })
}

/** Every other command that there is for items. */
async function usesLibrary(
  { bridge, shown }: Pick<Main, 'bridge' | 'shown'>,
  itemId: string
): Promise<void> {
  const { epoch } = await bridge.call('library.get')
  expect(await bridge.call('library.page', { after: null })).toMatchObject({ epoch, next: null })
  await bridge.call('library.pauseAll')
  await bridge.call('library.resumeAll')
  await bridge.call('library.pause', { itemId })
  await bridge.call('library.moveUp', { itemId })
  await bridge.call('library.cancel', { itemId })
  const description = { tags: ['dispute'], note: 'asked for', hold: true }
  await bridge.call('library.describe', { itemId, ...description })
  await bridge.call('library.describe', { itemId, hold: false })
  await bridge.call('library.verify', { itemIds: [itemId] })
  await bridge.call('library.cancelVerification')
  await shown('library.changed', ({ verification }) => verification?.state !== 'running')
  expect(await bridge.call('library.export', { itemIds: [itemId] })).toBe(false)
  for (const name of ['library.cancelExport', ...ofTheDatabase] as const) await bridge.call(name)
  const draft = { recordId: 'Y:/1/0/20201202/503/1.mp4', locationId: null, callId: null }
  await bridge.call('library.addByRecordId', draft).catch(() => undefined)
  await bridge.call('settings.previewName', { template: '{date}_{call}' })
  await bridge.call('app.quit')
  await bridge.call('library.remove', { itemIds: [itemId], files: 'bin' })
}

/** The whole main job of an agent in one H5 call, by commands. */
async function agentWorks({ bridge, shown }: Main, gateway: PracticeGateway): Promise<void> {
  const callId = gateway.script.ringH5('1001')
  await shown('calls.changed', (calls) => calls.find(({ phase }) => phase === 'talking'))
  gateway.control.answerCaptures('accept')
  await bridge.call('captures.ask', { callId })
  const captureId = await shown(
    'captures.changed',
    (rows) => rows.find(({ picture }) => picture.state === 'saved')?.captureId
  )
  await bridge.call('captures.showInFolder', { captureId })
  await bridge.call('captures.fetchPicture', { captureId }).catch(() => undefined)

  const { taskId } = gateway.script.record(callId)
  gateway.script.stopRecord(taskId)
  const itemId = await shown(
    'library.items',
    ({ items }) => items.find((item) => item.media === 'video' && item.stoppedAt !== null)?.itemId
  )
  await bridge.call('library.save', { itemId })
  await shown('library.items', ({ items }) => items.some((item) => isSaved(item, itemId)))
  await bridge.call('library.showInFolder', { itemId })
  await usesLibrary({ bridge, shown }, itemId)

  gateway.script.requestConnect(callId)
  await bridge.call('rejoin.fetch', { callId })
  await bridge.call('rejoin.copy', { callId, what: 'json' })
  await bridge.call('rejoin.open', { callId }).catch(() => undefined)
  await bridge.call('rejoin.revealSignature', { callId })
  const data = { callId, text: planted.callData, replace: false }
  await bridge.call('callData.write', { ...data, base64: false })
  await bridge.call('callData.write', { ...data, base64: true, replace: true })
  await bridge.call('callData.read', { callId })
}

/** Every refusal and every lost answer that can meet a secret on its way. */
async function gatewayFails({ bridge }: Main, gateway: PracticeGateway): Promise<void> {
  const callId = gateway.script.callOf('1001')?.callId ?? ''
  const data = { callId, text: planted.callData, replace: true, base64: false }
  const lost = { kind: 'lost' } as const
  const garbage = { kind: 'http', status: 500, body: '<h1>no</h1>' } as const
  for (const fault of [lost, garbage]) {
    gateway.control.fail('setCallAppDataEx', fault)
    gateway.control.fail('getConnectInfo', fault)
    gateway.control.fail('queryCallAppData', fault)
    await Promise.allSettled([
      bridge.call('callData.write', data),
      bridge.call('rejoin.fetch', { callId }),
      bridge.call('callData.read', { callId })
    ])
    gateway.control.heal()
  }
}

async function inspectorWorks({ bridge, shown }: Main, gateway: PracticeGateway): Promise<void> {
  await shown('supervision.changed', ({ agents }) => agents.length > 0)
  await bridge.call('supervision.watch', { on: true })
  await bridge.call('supervision.refresh')
  await bridge.call('supervision.listen', { workNo: '1003' })
  await shown('supervision.changed', ({ current }) => current?.stage === 'active')
  await bridge.call('supervision.switch', { mode: 'whisper' })
  const workNo = '1003'
  expect(await bridge.call('supervision.callsOf', { workNo })).toHaveLength(1)
  const { token } = await bridge.call('supervision.prepareIntercept', { workNo })
  const confirmation = { by: 'typing', typed: workNo } as const
  await bridge.call('supervision.intercept', { workNo, token, confirmation })
  await shown('supervision.changed', ({ current }) => current?.stage === 'customer')
  await bridge.call('supervision.stop').catch(() => undefined)
  expect(gateway.control.counts('intercept')).toEqual({ received: 1, accepted: 1 })
  await bridge.call('calls.release')
}

/** The commands that the two jobs leave out. */
async function restWorks({ bridge, raw }: Main): Promise<void> {
  const { profileId } = await bridge.call('profiles.save', { name: '', url: 'https://x.example' })
  await bridge.call('profiles.chooseCaFile', { profileId })
  await bridge.call('profiles.forgetCaFile', { profileId })
  await bridge.call('profiles.remove', { profileId })
  await bridge.call('settings.change', { theme: 'dark' })
  await bridge.call('settings.chooseSaveFolder')
  await bridge.call('practice.start')
  await bridge.call('session.cancelSignIn')
  await bridge.call('session.setAgentState', { to: 'not-ready' }).catch(() => undefined)
  await bridge.call('calls.answer', { callId: 'unknown' }).catch(() => undefined)
  const { callId, workNo } = { callId: 'unknown', workNo: '1003' }
  const refused = [
    bridge.call('calls.reject', { callId, mode: 'release' }),
    bridge.call('calls.hold', { callId }),
    bridge.call('calls.retrieve', { callId }),
    bridge.call('supervision.insert', { workNo }),
    bridge.call('supervision.whisper', { workNo })
  ]
  await Promise.allSettled(refused)
  await bridge.call('doctor.start', { profileId: null })
  await bridge.call('doctor.stop')
  await bridge.call('agentState.options')
  await bridge.call('agentState.notReady', { reason: 201 }).catch(() => undefined)
  await bridge.call('agentState.rest', { time: 1, cause: 0 }).catch(() => undefined)
  for (const name of commandNames) {
    if (/\.(get|list)$/.test(name)) expect(await raw.invoke(name)).toMatchObject({ ok: true })
  }
}

/** Where each secret crossed, in any of its forms: `reply rejoin.revealSignature`. */
function whereIs(secret: keyof typeof planted, crossings: readonly Crossing[]): string[] {
  const needles = needlesOf({ [secret]: planted[secret] })
  const holds = ({ value }: Crossing): boolean => {
    const text = Buffer.from(JSON.stringify([value]))
    return needles.some(({ bytes }) => text.includes(bytes))
  }
  return [...new Set(crossings.filter(holds).map(({ way, channel }) => `${way} ${channel}`))].sort()
}

test('over a whole working day secrets cross where they must, and nowhere else', async () => {
  const { main, gateway, folder } = await atWork()
  await networkWorks(main)
  await signIn(main, '1001')
  await agentWorks(main, gateway)
  await gatewayFails(main, gateway)
  await restWorks(main)
  await main.bridge.call('calls.release')
  await main.bridge.call('session.signOut', { force: true })
  await signIn(main, '2001')
  await inspectorWorks(main, gateway)
  gateway.control.dropSession('2001')
  await main.shown('session.changed', ({ state }) => state === 'signed-out')

  const crossings = main.wire.crossings()
  expect(whereIs('password', crossings)).toEqual(['command session.signIn'])
  expect(whereIs('proxy', crossings)).toEqual(['command network.giveCredentials'])
  expect(whereIs('guidPrefix', crossings)).toEqual([])
  expect(whereIs('cookie', crossings)).toEqual([])
  expect(whereIs('signature', crossings)).toEqual(['reply rejoin.revealSignature'])
  expect(whereIs('callData', crossings)).toEqual(['command callData.write', 'reply callData.read'])

  // The secrets were there to be leaked, and every command was given.
  const sent = JSON.stringify(gateway.control.requests())
  for (const secret of ['password', 'guidPrefix', 'cookie', 'callData'] as const) {
    expect(sent).toContain(planted[secret])
  }
  const given = new Set(main.wire.crossings('command').map(({ channel }) => channel))
  expect([...given].sort()).toEqual([...commandNames].sort())
  // Signing out took the copied signature back from the clipboard.
  expect(main.clipboard.text).toBe('')
  expect(await scanFolder(folder, planted)).toEqual([])
}, 60_000)
