import type { DoctorView } from '../../src/shared/model/doctor.ts'
import type { Input, Output } from '../../src/shared/ipc/contract.ts'
import type { CommandName } from '../../src/shared/ipc/names.ts'
import type { CaptureView } from '../../src/shared/model/capture.ts'
import type { ProfileView } from '../../src/shared/model/connection.ts'
import type { SessionView } from '../../src/shared/model/session.ts'
import type { SettingsView } from '../../src/shared/model/settings.ts'
import { networkInputs, networkOutputs } from './network-samples.ts'
import { libraryInputs, libraryOutputs } from './library-samples.ts'

export const rowId = '3f0c8a52-6f0e-4b8e-9d7c-0a1b2c3d4e5f'
export const callId = '1552524689-16797284'
const at = 1_760_000_000_000
const problem = { code: 'gateway-refused', retcode: '106-011', gatewayText: 'said' } as const

const session: SessionView = {
  state: 'reconnecting',
  ...{ since: at, lastAnswerAt: at, signedOutAt: at + 120_000 },
  problem,
  agent: {
    ...{ agentId: '1001', gatewayName: 'Main', gatewayOrigin: 'https://gateway.example' },
    ...{ practice: false, vdnId: '1', since: at, agentState: 'ready', agentStateSince: at },
    ...{ reasonCode: null, inspector: 'no', notices: [{ kind: 'skills-not-set', problem }] }
  }
}
const profile: ProfileView = {
  ...{ profileId: rowId, name: 'Main', origin: 'https://gateway.example' },
  ...{ caFileName: 'ca.pem', managed: false },
  pin: { fingerprint256: 'AB:CD', byPolicy: false }
}
const capture: CaptureView = {
  ...{ captureId: rowId, callId, agentId: '1001', askedAt: at, outcome: 'accepted' },
  ...{ outcomeAt: at, late: false, serverPath: 'F:/5/1/a.jpg', locationId: '4', problem },
  picture: { state: 'saved', fileName: 'a.jpg', bytes: 1, sha256: '00', kind: 'image/jpeg' }
}
const settings: SettingsView = {
  ...{ language: 'en', languageChoice: 'system', theme: 'dark', saveFolder: '/videos' },
  ...{
    saveFolderManaged: false,
    saveFolderKind: 'local',
    appVersion: '0.1.0',
    managed: ['nameTemplate']
  },
  ...{ nameTemplate: '{date}', videosAtOnce: 2, saveAfterCall: true },
  ...{ saveAfterCallWaitSeconds: 30, verifyEveryDays: 7 },
  proxy: { mode: 'manual', url: 'http://proxy.example:3128' },
  lastSignIn: { profileId: rowId, agentId: '1001', phoneNumber: '701001' }
}

const doctor: DoctorView = {
  running: 'poll',
  report: {
    ...{ version: 1, appVersion: '0.1.0', platform: 'linux', startedAt: at, worst: 'failed' },
    gateway: { name: 'Main', origin: 'https://gateway.example:8043' },
    checks: [
      {
        ...{ check: 'gateway', outcome: 'failed', finding: 'problem', facts: { host: 'x' } },
        ...{ problem, tookMs: 3 }
      }
    ]
  }
}

/** One input for each command that its schema takes. */
export const sampleInputs: { [N in CommandName]: Input<N> } = {
  ...{ 'session.get': undefined, 'session.cancelSignIn': undefined, 'practice.start': undefined },
  'session.signIn': {
    ...{ profileId: rowId, agentId: '1001', password: 'secret', phoneNumber: '701001' },
    ...{ agentType: 11, initialState: 'ready', autoAnswer: true, skills: ['1', '5'], force: false }
  },
  'session.signOut': { force: false },
  'session.setAgentState': { to: 'not-ready' },
  ...{ 'doctor.get': undefined, 'doctor.start': { profileId: rowId }, 'doctor.stop': undefined },
  'profiles.list': undefined,
  'profiles.save': { name: 'Main', url: 'https://gateway.example' },
  'profiles.remove': { profileId: rowId },
  'profiles.chooseCaFile': { profileId: rowId },
  'profiles.forgetCaFile': { profileId: rowId },
  ...networkInputs,
  ...{ 'calls.list': undefined, 'calls.answer': { callId }, 'calls.release': undefined },
  'calls.reject': { callId, mode: 'requeue' },
  ...{ 'calls.hold': { callId }, 'calls.retrieve': { callId } },
  ...{ 'captures.list': undefined, 'captures.ask': { callId } },
  'captures.fetchPicture': { captureId: rowId },
  'captures.showInFolder': { captureId: rowId },
  ...libraryInputs,
  ...{ 'rejoin.fetch': { callId }, 'rejoin.revealSignature': { callId } },
  ...{ 'rejoin.get': undefined, 'rejoin.open': { callId } },
  'rejoin.copy': { callId, what: 'json' },
  ...{ 'agentState.options': undefined, 'agentState.notReady': { reason: 201 } },
  'agentState.rest': { time: 600, cause: 0 },
  'callData.read': { callId },
  'callData.write': { callId, text: 'order 17', base64: false, replace: true },
  ...{ 'supervision.get': undefined, 'supervision.refresh': undefined },
  ...{ 'supervision.listen': { workNo: '1003' }, 'supervision.stop': undefined },
  ...{ 'supervision.insert': { workNo: '1003' }, 'supervision.whisper': { workNo: '1003' } },
  ...{ 'supervision.watch': { on: true }, 'supervision.switch': { mode: 'insert' } },
  ...{
    'supervision.callsOf': { workNo: '1003' },
    'supervision.prepareIntercept': { workNo: '1003' }
  },
  'supervision.intercept': {
    ...{ workNo: '1003', token: rowId },
    confirmation: { by: 'typing', typed: '1003' }
  },
  ...{ 'activity.list': undefined, 'settings.get': undefined },
  'settings.change': { languageChoice: 'zh-CN', theme: 'light' },
  'settings.chooseSaveFolder': undefined,
  'settings.previewName': { template: '{date}_{call}' },
  'app.quit': undefined
}

/** One output for each command, with as much in it as its schema names. */
export const sampleOutputs: { [N in CommandName]: Output<N> } = {
  ...{ 'session.get': session, 'session.signIn': session, 'session.cancelSignIn': undefined },
  ...{ 'session.signOut': undefined, 'session.setAgentState': undefined },
  ...{ 'practice.start': session, 'profiles.list': [profile], 'profiles.save': profile },
  ...{ 'profiles.remove': undefined, 'profiles.chooseCaFile': null },
  ...{ 'doctor.get': doctor, 'doctor.start': undefined, 'doctor.stop': undefined },
  'profiles.forgetCaFile': profile,
  ...networkOutputs(profile),
  'calls.list': [
    {
      ...{ callId, media: 'h5-video', phase: 'talking', direction: 'in', caller: '0755' },
      ...{ called: null, firstSeenAt: at, talkingAt: at, endedAt: null },
      ...{ leg: 'main', inConference: false, recovered: false, dropped: false }
    }
  ],
  ...{ 'calls.answer': undefined, 'calls.release': undefined },
  ...{ 'calls.reject': undefined, 'calls.hold': undefined, 'calls.retrieve': undefined },
  ...{ 'captures.list': [capture], 'captures.ask': capture },
  ...{ 'captures.fetchPicture': undefined, 'captures.showInFolder': undefined },
  ...libraryOutputs,
  'rejoin.fetch': {
    ...{ callId, fetchedAt: at, expiresAt: at, hasSignature: true },
    fields: {
      ...{ userId: 'u', channelId: 'c', role: '1', ip: '10.0.0.1', port: '8443' },
      ...{ signalingDomainIn: 'https://in', signalingDomainOut: 'https://out' },
      ...{ locationId: '4', appId: 'a', ctime: '1760000000' }
    }
  },
  'rejoin.revealSignature': { signature: 's' },
  ...{ 'rejoin.get': { cards: [], canOpen: true }, 'rejoin.open': undefined },
  'rejoin.copy': undefined,
  'agentState.options': {
    reasons: [{ code: 201, name: 'a' }],
    restCauses: [{ cause: 1, name: 'b' }]
  },
  ...{ 'agentState.notReady': undefined, 'agentState.rest': undefined },
  'callData.read': { callId, readable: true, text: 'order 17' },
  'callData.write': { callId, bytes: 8, readBack: 'same' },
  'supervision.get': {
    ...{ right: 'yes', agentsAt: at, listProblem: problem, requestProblem: problem },
    ...{ watching: 'yes', unknownNotices: 0, outstanding: null },
    agents: [
      {
        ...{ workNo: '1003', name: 'Zhang Min', group: null, agentState: 'in-call', seenAt: at },
        ...{ videoCall: 'no', sameVdn: 'yes', stateSince: at }
      }
    ],
    current: {
      ...{ workNo: '1003', mode: 'listen', stage: 'active', since: at },
      ...{ interceptBlockedBy: null, switchBlockedBy: null, stopBlockedBy: null },
      ...{ modeInDoubt: false, checks: [{ check: 'on-call', answer: 'yes' }] }
    },
    audit: [
      {
        ...{ id: rowId, at, operation: 'switch', to: 'whisper', workNo: '1003' },
        ...{ result: 'refused', retcode: '900-003' }
      }
    ]
  },
  ...{ 'supervision.refresh': undefined, 'supervision.listen': undefined },
  ...{ 'supervision.insert': undefined, 'supervision.whisper': undefined },
  ...{ 'supervision.watch': undefined, 'supervision.switch': undefined },
  ...{ 'supervision.callsOf': [callId], 'supervision.prepareIntercept': { token: rowId } },
  ...{ 'supervision.stop': undefined, 'supervision.intercept': undefined },
  'activity.list': [
    { id: 1, at, callId, kind: 'event', eventType: 'AgentEvent_Talking' },
    { id: 2, at, callId, kind: 'outcome', name: 'capture-asked', subject: null, problem },
    {
      ...{ id: 3, at, callId, kind: 'request', logName: 'imageCapture', outcome: 'ok' },
      ...{ durationMs: 12, problem }
    }
  ],
  ...{ 'settings.get': settings, 'settings.change': settings },
  'settings.chooseSaveFolder': settings,
  'settings.previewName': { fileName: '20261120_1-2.mp4' },
  'app.quit': undefined
}
