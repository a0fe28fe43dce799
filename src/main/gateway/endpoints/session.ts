import * as v from 'valibot'
import type { AgentState } from '../../../shared/model/session.ts'
import { agentStateFromNumber } from '../agent-state.ts'
import {
  agentPart,
  commandTimeoutMs,
  endingEndpoint,
  endpoint,
  parsed,
  type ForAgent
} from '../endpoint.ts'
import { decodeEvents } from '../events.ts'
import { count, fields, flag, nothing, orNull, text } from '../reply-fields.ts'

export interface SignInParams extends ForAgent {
  /** At most 32 characters. */
  readonly password: string
  /** The softphone's number, at most 24 characters. */
  readonly phoneNumber: string
  /** 11 is PC with video phone, 4 is PC with phone. */
  readonly agentType: 4 | 11
  /** State after sign-in: 3 not ready, 4 ready, 5 after-call work. */
  readonly status: 3 | 4 | 5
  readonly autoAnswer: boolean
}

const signInReply = v.pipe(
  fields({
    vdnid: orNull(text),
    workno: orNull(text),
    mediatype: orNull(text),
    logintime: orNull(count),
    isforcechange: orNull(flag),
    servername: orNull(text),
    timeremaining: orNull(count)
  }),
  v.transform((reply) => ({
    vdnId: reply.vdnid,
    workNo: reply.workno,
    /** First of three flags T/F (CTI, text chat, mail): without it there is no voice or video; null if not told. */
    cti: reply.mediatype === null ? null : reply.mediatype.startsWith('T'),
    loginTimeMs: reply.logintime,
    passwordMustChange: reply.isforcechange === true,
    /** 0 to 180; null where the password never expires. */
    passwordExpiresInDays: reply.timeremaining,
    serverName: reply.servername
  }))
)
export type SignInReply = v.InferOutput<typeof signInReply>

const password = v.pipe(v.string(), v.minLength(1), v.maxLength(32))
const phoneNumber = v.pipe(v.string(), v.regex(/^[\d+*#]{1,24}$/))

const signInBody = (params: SignInParams) => ({
  password: parsed(password, params.password, 'password'),
  phonenum: parsed(phoneNumber, params.phoneNumber, 'phone number'),
  agenttype: params.agentType,
  status: params.status,
  autoanswer: params.autoAnswer,
  autoenteridle: true,
  // The phone is put on hook after each call; the default of the plain and the forced sign-in differ.
  releasephone: true
})

/** PUT, body without Guid; the answer brings `Set-GUID` and the cookies. */
export const signIn = endpoint({
  logName: 'login',
  method: 'PUT',
  kind: 'session',
  path: ({ agentId }: SignInParams) => `/onlineagent/${agentPart(agentId)}`,
  body: signInBody,
  reply: signInReply,
  timeoutMs: commandTimeoutMs,
  sendsGuid: false,
  // The sign-in codes of the general table (cec_07_0580): this page's own list was not found.
  retcodes: [
    '000-007',
    '100-001',
    '100-002',
    '100-003',
    '100-004',
    '100-011',
    '100-012',
    '100-013',
    '100-014',
    '100-015',
    '100-016',
    '100-017',
    '100-018',
    '110-016'
  ],
  sensitive: ['password'],
  page: 'cec_07_1202'
})

/** As `signIn`, and the agent's other client is signed out. */
export const forcedSignIn = endpoint({
  ...signIn,
  logName: 'forceLogin',
  path: (params: SignInParams) => `${signIn.path(params)}/forcelogin`,
  page: 'cec_07_1203'
})

/** Refused during a call. A sign-out of one's own accord is followed by no event (quirk 14 of docs/gateway.md). */
export const signOut = endingEndpoint({
  logName: 'logout',
  logNameIsOurs: true,
  kind: 'session',
  path: ({ agentId }: ForAgent) => `/onlineagent/${agentPart(agentId)}/logout`,
  reply: nothing,
  timeoutMs: commandTimeoutMs,
  retcodes: ['100-005', '100-006', '100-007', '100-008'],
  sensitive: [],
  page: 'cec_07_1219'
})

/** Signs out even in a call, and releases the call. */
export const forcedSignOut = endingEndpoint({
  ...signOut,
  logName: 'forceLogout',
  path: ({ agentId }: ForAgent) => `/onlineagent/${agentPart(agentId)}/forcelogout`,
  retcodes: [],
  page: 'cec_07_1220'
})

/** Skill ids as the gateway names them; joined they may be 100 characters on older sites, 4,000 on newer. */
const skillIds = v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d{1,9}$/))), v.maxLength(400))

export interface ResetSkillParams extends ForAgent {
  /** `all` configured queues, or these; an empty list means no queue at all. */
  readonly skills: 'all' | readonly string[]
}

/** Without it an agent is signed in and gets no calls from any queue. */
export const resetSkill = endpoint({
  logName: 'resetSkill',
  method: 'POST',
  kind: 'command',
  path: ({ agentId, skills }: ResetSkillParams) =>
    `/onlineagent/${agentPart(agentId)}/resetskill/${skills === 'all' ? 'true' : 'false'}`,
  query: ({ skills }) => ({
    ...(skills === 'all' ? {} : { skillid: parsed(skillIds, skills, 'skill list').join(';') }),
    phonelinkage: '0'
  }),
  reply: nothing,
  timeoutMs: commandTimeoutMs,
  retcodes: [],
  sensitive: [],
  page: 'cec_07_1209'
})

/** One event an answer, or none after about 10 s; the poll is also the heartbeat (cec_05_4012: 120 s). */
export const poll = endpoint({
  logName: 'getAgentEvent',
  method: 'GET',
  kind: 'poll',
  path: ({ agentId }: ForAgent) => `/agentevent/${agentPart(agentId)}`,
  reply: v.pipe(v.unknown(), v.transform(decodeEvents)),
  replyIn: 'event',
  // Held open for 10 s when nothing happens, so a shorter limit would read every quiet poll as an outage.
  timeoutMs: 20_000,
  // Seen by the vendor's clients: this page's own list was not found.
  retcodes: ['000-001', '000-003', '100-006'],
  sensitive: ['signature'],
  page: 'cec_07_1274'
})

const agentStatusFields = v.pipe(
  fields({ agentstate: orNull(count), isworking: orNull(flag) }),
  v.transform((reply): { agentState: AgentState; inCall: boolean | null } => ({
    agentState: agentStateFromNumber(reply.agentstate),
    inCall: reply.isworking
  }))
)

/** The page's table calls the result an array, its example is an object: both are read. */
export const agentStatus = endpoint({
  logName: 'getAgentStatus',
  method: 'GET',
  kind: 'query',
  path: ({ agentId }: ForAgent) => `/onlineagent/${agentPart(agentId)}/agentstatus`,
  reply: v.pipe(
    v.unknown(),
    v.transform((value: unknown): unknown => (Array.isArray(value) ? value[0] : value)),
    agentStatusFields
  ),
  timeoutMs: commandTimeoutMs,
  retcodes: ['000-002'],
  sensitive: [],
  page: 'cec_07_1222'
})
