import * as v from 'valibot'
import type { Problem } from '../model/problem.ts'
import { activityEntry } from '../model/activity.ts'
import { notReadyWish, restWish, stateOptions } from '../model/agent-state.ts'
import { callDataNow, callDataReceipt, callDataWrite } from '../model/call-data.ts'
import { callView, rejectModes } from '../model/call.ts'
import { captureView } from '../model/capture.ts'
import { profileDraft, profileView } from '../model/connection.ts'
import { doctorView, doctorWish } from '../model/doctor.ts'
import { agentId, callId, rowId } from '../model/ids.ts'
import {
  itemDescription,
  libraryChange,
  libraryItem,
  libraryPage,
  libraryView,
  pageLimit,
  recordIdDraft,
  transferProgress
} from '../model/library.ts'
import { certificateView, networkView, proxyCredentials } from '../model/network.ts'
import { removedFiles } from '../model/removed-files.ts'
import { rejoinCopyTarget, rejoinState, rejoinView } from '../model/rejoin.ts'
import { agentStateWish, sessionView, signInRequest } from '../model/session.ts'
import { nameTemplate, settingsChange, settingsView } from '../model/settings.ts'
import { interceptWish, supervisionModes, supervisionView } from '../model/supervision.ts'
import type { CommandName, EventName } from './names.ts'

/** Lists are never changed in place: main makes a new one. */
const listOf = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.readonly())

const nothing = v.void()
const ofCall = v.strictObject({ callId })
const ofProfile = v.strictObject({ profileId: rowId })
const ofCapture = v.strictObject({ captureId: rowId })
const ofItem = v.strictObject({ itemId: rowId })
const someItems = v.pipe(v.array(rowId), v.minLength(1), v.maxLength(pageLimit))
const ofAgent = v.strictObject({ workNo: agentId })

/** What each command takes and gives. Main parses both; the renderer only sees the types. */
export const commands = {
  'session.get': { input: nothing, output: sessionView },
  'session.signIn': { input: signInRequest, output: sessionView },
  'session.cancelSignIn': { input: nothing, output: nothing },
  /** `force` releases a running call; only after the agent has confirmed it. */
  'session.signOut': { input: v.strictObject({ force: v.boolean() }), output: nothing },
  'session.setAgentState': { input: v.strictObject({ to: agentStateWish }), output: nothing },
  'agentState.options': { input: nothing, output: stateOptions },
  'agentState.notReady': { input: notReadyWish, output: nothing },
  'agentState.rest': { input: restWish, output: nothing },
  'practice.start': { input: nothing, output: sessionView },
  'profiles.list': { input: nothing, output: listOf(profileView) },
  'profiles.save': { input: profileDraft, output: profileView },
  'profiles.remove': { input: ofProfile, output: nothing },
  /** Main opens the file dialog; `null` where the agent cancelled it. */
  'profiles.chooseCaFile': { input: ofProfile, output: v.nullable(profileView) },
  'profiles.forgetCaFile': { input: ofProfile, output: profileView },
  /** Sends nothing to the gateway but the handshake. */
  'profiles.lookAtCertificate': { input: ofProfile, output: certificateView },
  /** Only for what was looked at last. */
  'profiles.confirmCertificate': {
    input: v.strictObject({
      profileId: rowId,
      fingerprint256: v.pipe(v.string(), v.maxLength(95))
    }),
    output: profileView
  },
  'profiles.forgetCertificate': { input: ofProfile, output: profileView },
  'network.get': { input: nothing, output: networkView },
  'network.giveCredentials': { input: proxyCredentials, output: nothing },
  'network.forgetCredentials': { input: nothing, output: nothing },
  'calls.list': { input: nothing, output: listOf(callView) },
  'calls.answer': { input: ofCall, output: nothing },
  /** `requeue` gives the caller back to the queue and makes the agent not ready. */
  'calls.reject': {
    input: v.strictObject({ callId, mode: v.picklist(rejectModes) }),
    output: nothing
  },
  'calls.hold': { input: ofCall, output: nothing },
  'calls.retrieve': { input: ofCall, output: nothing },
  'calls.release': { input: nothing, output: nothing },
  'captures.list': { input: nothing, output: listOf(captureView) },
  'captures.ask': { input: ofCall, output: captureView },
  'captures.fetchPicture': { input: ofCapture, output: nothing },
  'captures.showInFolder': { input: ofCapture, output: nothing },
  'library.get': { input: nothing, output: libraryView },
  /** `after` is the `next` of the page before; null begins with the newest. */
  'library.page': {
    input: v.strictObject({ after: v.nullable(v.pipe(v.string(), v.maxLength(128))) }),
    output: libraryPage
  },
  /** Saves it, tries it again now, resumes it or finishes it, whatever its state asks for. */
  'library.save': { input: ofItem, output: nothing },
  'library.pause': { input: ofItem, output: nothing },
  'library.cancel': { input: ofItem, output: nothing },
  'library.moveUp': { input: ofItem, output: nothing },
  'library.pauseAll': { input: nothing, output: nothing },
  'library.resumeAll': { input: nothing, output: nothing },
  'library.describe': { input: itemDescription, output: nothing },
  'library.addByRecordId': { input: recordIdDraft, output: libraryItem },
  /** All or none. Gives those that the bin did not take: they stay, and may be asked to `delete`. */
  'library.remove': {
    input: v.strictObject({ itemIds: someItems, files: removedFiles }),
    output: v.array(rowId)
  },
  /** Looks whether saved files are still what was saved; null means all of them. Runs on. */
  'library.verify': {
    input: v.strictObject({ itemIds: v.nullable(someItems) }),
    output: nothing
  },
  'library.cancelVerification': { input: nothing, output: nothing },
  /** Main asks where to; false where the agent cancelled that. Runs on. */
  'library.export': { input: v.strictObject({ itemIds: someItems }), output: v.boolean() },
  'library.cancelExport': { input: nothing, output: nothing },
  'library.showInFolder': { input: ofItem, output: nothing },
  /** Opens a database that could not be used; false where it still cannot be. */
  'library.tryAgain': { input: nothing, output: v.boolean() },
  /** Puts a database that cannot be used beside, and begins anew from the evidence files. */
  'library.setAside': { input: nothing, output: nothing },
  /** Shows the database in its folder, whether it can be used or not. */
  'library.showDatabase': { input: nothing, output: nothing },
  'rejoin.get': { input: nothing, output: rejoinState },
  /** Opens the site's H5 client in the desktop's browser; the address is made by main. */
  'rejoin.open': { input: ofCall, output: nothing },
  'rejoin.fetch': { input: ofCall, output: rejoinView },
  'rejoin.revealSignature': { input: ofCall, output: v.object({ signature: v.string() }) },
  'rejoin.copy': {
    input: v.strictObject({ callId, what: rejoinCopyTarget }),
    output: nothing
  },
  'callData.read': { input: ofCall, output: callDataNow },
  'callData.write': { input: callDataWrite, output: callDataReceipt },
  'supervision.get': { input: nothing, output: supervisionView },
  'supervision.refresh': { input: nothing, output: nothing },
  /** `on` while the list of agents is on screen: the gateway is then asked to tell of their states. */
  'supervision.watch': { input: v.strictObject({ on: v.boolean() }), output: nothing },
  'supervision.listen': { input: ofAgent, output: nothing },
  'supervision.insert': { input: ofAgent, output: nothing },
  'supervision.whisper': { input: ofAgent, output: nothing },
  'supervision.switch': {
    input: v.strictObject({ mode: v.picklist(supervisionModes) }),
    output: nothing
  },
  'supervision.stop': { input: nothing, output: nothing },
  /** Asked for when the dialog opens; the token confirms one intercept, once. */
  'supervision.callsOf': { input: ofAgent, output: v.array(callId) },
  'supervision.prepareIntercept': { input: ofAgent, output: v.object({ token: v.string() }) },
  'supervision.intercept': { input: interceptWish, output: nothing },
  'activity.list': { input: nothing, output: listOf(activityEntry) },
  'doctor.get': { input: nothing, output: doctorView },
  /** Begins anew where one is under way; what it finds comes as `doctor.changed`. */
  'doctor.start': { input: doctorWish, output: nothing },
  'doctor.stop': { input: nothing, output: nothing },
  'settings.get': { input: nothing, output: settingsView },
  'settings.change': { input: settingsChange, output: settingsView },
  'settings.chooseSaveFolder': { input: nothing, output: settingsView },
  /** The name that a video would get now; throws `name-template-invalid`. */
  'settings.previewName': {
    input: v.strictObject({ template: nameTemplate }),
    output: v.object({ fileName: v.string() })
  },
  /** As the tray's: with a call it asks first. */
  'app.quit': { input: nothing, output: nothing }
} satisfies Record<CommandName, { input: v.GenericSchema; output: v.GenericSchema }>

/** What each event carries: the whole new value. */
export const events = {
  'session.changed': sessionView,
  'profiles.changed': listOf(profileView),
  'network.changed': networkView,
  'calls.changed': listOf(callView),
  'captures.changed': listOf(captureView),
  'library.changed': libraryView,
  'library.items': libraryChange,
  'library.progress': listOf(transferProgress),
  'supervision.changed': supervisionView,
  'rejoin.changed': rejoinState,
  'activity.changed': listOf(activityEntry),
  'doctor.changed': doctorView,
  'settings.changed': settingsView
} satisfies Record<EventName, v.GenericSchema>

export type Input<N extends CommandName> = v.InferOutput<(typeof commands)[N]['input']>
export type Output<N extends CommandName> = v.InferOutput<(typeof commands)[N]['output']>
export type EventValue<N extends EventName> = v.InferOutput<(typeof events)[N]>

/** One function a command; each makes one call on a part. */
export type Handlers = { [N in CommandName]: (input: Input<N>) => Promise<Output<N>> }

/** What crosses IPC instead of a thrown error. */
export type Reply<T> = { ok: true; value: T } | ({ ok: false } & Problem)

/** What the preload exposes as `window.callside`. */
export interface RawBridge {
  invoke(name: CommandName, input?: unknown): Promise<unknown>
  /** Calls `listener` with each new value; the function returned ends that. */
  on(name: EventName, listener: (value: unknown) => void): () => void
}
