/** Every command that the renderer can give. Imports nothing: the preload is built from it. */
export const commandNames = [
  'session.get',
  'session.signIn',
  'session.cancelSignIn',
  'session.signOut',
  'session.setAgentState',
  'practice.start',
  'profiles.list',
  'profiles.save',
  'profiles.remove',
  'profiles.chooseCaFile',
  'profiles.forgetCaFile',
  'calls.list',
  'calls.answer',
  'calls.release',
  'captures.list',
  'captures.ask',
  'captures.fetchPicture',
  'captures.showInFolder',
  'recordings.list',
  'recordings.save',
  'recordings.cancel',
  'recordings.showInFolder',
  'rejoin.fetch',
  'rejoin.revealSignature',
  'rejoin.copy',
  'callData.read',
  'callData.write',
  'supervision.get',
  'supervision.refresh',
  'supervision.listen',
  'supervision.stop',
  'supervision.intercept',
  'activity.list',
  'settings.get',
  'settings.change',
  'settings.chooseSaveFolder'
] as const
export type CommandName = (typeof commandNames)[number]

/** Every event that main sends; each carries the whole new value. */
export const eventNames = [
  'session.changed',
  'profiles.changed',
  'calls.changed',
  'captures.changed',
  'recordings.changed',
  'supervision.changed',
  'activity.changed',
  'settings.changed'
] as const
export type EventName = (typeof eventNames)[number]
