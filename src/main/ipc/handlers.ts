import type { Handlers } from '../../shared/ipc/contract.ts'
import type { Parts } from './command-parts.ts'
import { networkHandlers, type CertificateCommand } from './handlers-network.ts'
import { databaseHandlers, libraryHandlers, savedFileHandlers } from './handlers-library.ts'
import { promised } from './promised.ts'

const done = (): Promise<void> => Promise.resolve()

/**
 * Every command, as one call on a part. The tray and the keys use the same functions. None throws:
 * what goes wrong is told by the promise.
 */
export const createHandlers = (parts: Parts): Handlers => promised(handlersOf(parts))

const handlersOf = (parts: Parts): Handlers => ({
  ...sessionHandlers(parts),
  ...agentStateHandlers(parts),
  ...settingsHandlers(parts),
  ...networkHandlers(parts),
  ...callHandlers(parts),
  ...captureHandlers(parts),
  ...libraryHandlers(parts),
  ...savedFileHandlers(parts),
  ...databaseHandlers(parts),
  ...supervisionHandlers(parts),
  ...doctorHandlers(parts),
  'activity.list': () => Promise.resolve(parts.timeline.list()),
  'app.quit': () => {
    parts.desktop.quit()
    return done()
  }
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

const agentStateHandlers = ({ agentStates }: Parts): Some<'agentState'> => ({
  'agentState.options': () => agentStates.options(),
  'agentState.notReady': ({ reason }) => agentStates.notReady(reason),
  'agentState.rest': ({ time, cause }) => agentStates.rest(time, cause)
})

const settingsHandlers = ({
  profiles,
  settings,
  desktop
}: Parts): Omit<Some<'profiles'>, CertificateCommand> & Some<'settings'> => ({
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
  },
  'settings.previewName': ({ template }) =>
    Promise.resolve({ fileName: settings.previewName(template) })
})

const callHandlers = ({
  calls,
  rejoin,
  callData
}: Parts): Some<'calls'> & Some<'rejoin'> & Some<'callData'> => ({
  'calls.list': () => Promise.resolve(calls.list()),
  'calls.answer': ({ callId }) => calls.answer(callId),
  'calls.reject': ({ callId, mode }) => calls.reject(callId, mode),
  'calls.hold': ({ callId }) => calls.hold(callId),
  'calls.retrieve': ({ callId }) => calls.retrieve(callId),
  'calls.release': () => calls.release(),
  'rejoin.get': () => Promise.resolve(rejoin.state()),
  'rejoin.open': ({ callId }) => rejoin.open(callId),
  'rejoin.fetch': ({ callId }) => rejoin.fetch(callId),
  'rejoin.revealSignature': ({ callId }) => Promise.resolve(rejoin.revealSignature(callId)),
  'rejoin.copy': ({ callId, what }) => rejoin.copy(callId, what),
  'callData.read': ({ callId }) => callData.read(callId),
  'callData.write': (wish) => callData.write(wish)
})

const captureHandlers = ({ captures, savedFiles, desktop }: Parts): Some<'captures'> => ({
  'captures.list': () => Promise.resolve(captures.list()),
  'captures.ask': ({ callId }) => captures.ask(callId),
  'captures.fetchPicture': ({ captureId }) => {
    captures.fetchPicture(captureId)
    return done()
  },
  'captures.showInFolder': async ({ captureId }) => {
    const { path } = await savedFiles.find(captureId)
    desktop.showInFolder(path)
  }
})

const supervisionHandlers = ({ supervision }: Parts): Some<'supervision'> => ({
  'supervision.get': () => Promise.resolve(supervision.view()),
  'supervision.refresh': () => supervision.refresh(),
  'supervision.watch': ({ on }) => {
    supervision.watch(on)
    return done()
  },
  'supervision.listen': ({ workNo }) => supervision.listen(workNo),
  'supervision.insert': ({ workNo }) => supervision.insert(workNo),
  'supervision.whisper': ({ workNo }) => supervision.whisper(workNo),
  'supervision.switch': ({ mode }) => supervision.switchTo(mode),
  'supervision.stop': () => supervision.stop(),
  'supervision.callsOf': ({ workNo }) => supervision.callsOf(workNo),
  'supervision.prepareIntercept': ({ workNo }) =>
    Promise.resolve(supervision.prepareIntercept(workNo)),
  'supervision.intercept': (wish) => supervision.intercept(wish)
})

const doctorHandlers = ({ doctor }: Parts): Some<'doctor'> => ({
  'doctor.get': () => Promise.resolve(doctor.view()),
  'doctor.start': ({ profileId }) => {
    doctor.start(profileId)
    return done()
  },
  'doctor.stop': () => {
    doctor.stop()
    return done()
  }
})
