import type { Handlers } from '../../shared/ipc/contract.ts'
import type { CallData } from '../call-data/call-data.ts'
import type { Calls } from '../calls/calls.ts'
import type { Timeline } from '../calls/timeline.ts'
import type { Captures } from '../captures/captures.ts'
import type { Recordings } from '../library/recordings.ts'
import type { Rejoin } from '../rejoin/rejoin.ts'
import type { Session } from '../session/session.ts'
import type { SignInDesk } from '../session/sign-in-desk.ts'
import type { Profiles } from '../settings/profiles.ts'
import type { Settings } from '../settings/settings.ts'
import type { Supervision } from '../supervision/supervision.ts'

/** What only the desktop can do. */
export interface Desktop {
  /** Null where the person cancelled. */
  chooseFolder: (startAt: string) => Promise<string | null>
  chooseCaFile: () => Promise<string | null>
  showInFolder: (path: string) => void
}

export interface Parts {
  session: Session
  signInDesk: SignInDesk
  profiles: Profiles
  settings: Settings
  calls: Calls
  captures: Captures
  recordings: Recordings
  rejoin: Rejoin
  callData: CallData
  supervision: Supervision
  timeline: Timeline
  desktop: Desktop
}

const done = (): Promise<void> => Promise.resolve()

/** Every command, as one call on a part. The tray and the keys use the same functions. */
export const createHandlers = (parts: Parts): Handlers => ({
  ...sessionHandlers(parts),
  ...settingsHandlers(parts),
  ...callHandlers(parts),
  ...fileHandlers(parts),
  ...supervisionHandlers(parts),
  'activity.list': () => Promise.resolve(parts.timeline.list())
})

type Some<Prefix extends string> = Pick<Handlers, Extract<keyof Handlers, `${Prefix}.${string}`>>

const sessionHandlers = ({ session, signInDesk }: Parts): Some<'session'> & Some<'practice'> => ({
  'session.get': () => Promise.resolve(session.view()),
  'session.signIn': (request) => signInDesk.signIn(request),
  'session.cancelSignIn': () => {
    session.cancelSignIn()
    return done()
  },
  'session.signOut': ({ force }) => session.signOut(force),
  'session.setAgentState': ({ to }) => session.setAgentState(to),
  'practice.start': () => signInDesk.practise()
})

const settingsHandlers = ({
  profiles,
  settings,
  desktop
}: Parts): Some<'profiles'> & Some<'settings'> => ({
  'profiles.list': () => Promise.resolve(profiles.list()),
  'profiles.save': (draft) => Promise.resolve(profiles.save(draft)),
  'profiles.remove': ({ profileId }) => {
    profiles.remove(profileId)
    return done()
  },
  'profiles.chooseCaFile': async ({ profileId }) => {
    profiles.find(profileId)
    const file = await desktop.chooseCaFile()
    return file === null ? null : profiles.setCaFile(profileId, file)
  },
  'profiles.forgetCaFile': ({ profileId }) => Promise.resolve(profiles.setCaFile(profileId, null)),
  'settings.get': () => Promise.resolve(settings.view()),
  'settings.change': (change) => Promise.resolve(settings.change(change)),
  'settings.chooseSaveFolder': async () => {
    const folder = await desktop.chooseFolder(settings.view().saveFolder)
    return folder === null ? settings.view() : settings.setSaveFolder(folder)
  }
})

const callHandlers = ({
  calls,
  rejoin,
  callData
}: Parts): Some<'calls'> & Some<'rejoin'> & Some<'callData'> => ({
  'calls.list': () => Promise.resolve(calls.list()),
  'calls.answer': ({ callId }) => calls.answer(callId),
  'calls.release': () => calls.release(),
  'rejoin.fetch': ({ callId }) => rejoin.fetch(callId),
  'rejoin.revealSignature': ({ callId }) => Promise.resolve(rejoin.revealSignature(callId)),
  'rejoin.copy': ({ callId, what }) => rejoin.copy(callId, what),
  'callData.read': ({ callId }) => callData.read(callId),
  'callData.write': (wish) => callData.write(wish)
})

const fileHandlers = ({
  captures,
  recordings,
  desktop
}: Parts): Some<'captures'> & Some<'recordings'> => ({
  'captures.list': () => Promise.resolve(captures.list()),
  'captures.ask': ({ callId }) => captures.ask(callId),
  'captures.fetchPicture': ({ captureId }) => captures.fetchPicture(captureId),
  'captures.showInFolder': async ({ captureId }) => {
    const { path } = await captures.picture(captureId)
    desktop.showInFolder(path)
  },
  'recordings.list': () => Promise.resolve(recordings.list()),
  'recordings.save': ({ recordingId }) => {
    recordings.save(recordingId)
    return done()
  },
  'recordings.cancel': ({ recordingId }) => {
    recordings.cancel(recordingId)
    return done()
  },
  'recordings.showInFolder': async ({ recordingId }) => {
    desktop.showInFolder(await recordings.pathOf(recordingId))
  }
})

const supervisionHandlers = ({ supervision }: Parts): Some<'supervision'> => ({
  'supervision.get': () => Promise.resolve(supervision.view()),
  'supervision.refresh': () => supervision.refresh(),
  'supervision.listen': ({ workNo }) => supervision.listen(workNo),
  'supervision.stop': () => supervision.stop(),
  'supervision.intercept': ({ workNo, confirmation }) => supervision.intercept(workNo, confirmation)
})
