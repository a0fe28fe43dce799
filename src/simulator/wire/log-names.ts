/**
 * Every call that the gateway answers, by its "method name in logs". Documented names where the
 * vendor's pages give one (login, forceLogin, logout, getAgentEvent, imageCapture,
 * getConnectInfo, downloadVideoFileEx, setCallAppDataEx, intercept); the others are formed alike.
 */
export const logNames = [
  'login',
  'forceLogin',
  'logout',
  'forceLogout',
  'resetSkill',
  'agentSkills',
  'getAgentStatus',
  'sayFree',
  'sayBusy',
  'cancelBusy',
  'work',
  'cancelWork',
  'rest',
  'cancelRest',
  'getAgentEvent',
  'answer',
  'release',
  'hold',
  'getHold',
  'reject',
  'imageCapture',
  'getConnectInfo',
  'downloadVideoFileEx',
  'downloadVideoFile',
  'setCallAppDataEx',
  'queryCallAppData',
  'queryCallInfo',
  'queryAllCallId',
  'isCensor',
  'onlineAgentOnVdn',
  'addSupervise',
  'addInsert',
  'requestWhisperAgent',
  'requestSwitchInsertWhisperAgent',
  'requestStopWhisperAgent',
  'stopSuperviseOrInsert',
  'intercept',
  'interceptCall',
  'queryCallInfoByCallId',
  'queryAllCallInfoByAgentWorkNoEx',
  'syncAgentInfo',
  'queryRestReason',
  'beginMonitor',
  'endMonitor'
] as const

export type LogName = (typeof logNames)[number]

export const isLogName = (text: string): text is LogName => logNames.some((name) => name === text)
