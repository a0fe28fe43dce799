import type { AgentSeed } from './roster.ts'
import { defaultRoster } from './roster.ts'
import type { Clock } from './clock.ts'

/** A file for the simulated file server, by path (read at start) or as bytes. */
export type MediaFile = { name: string; path: string } | { name: string; bytes: Uint8Array }

/** What calls show: playable MP4s for recordings, JPEGs for captures. One of each is enough. */
export interface PracticeMedia {
  videos: readonly MediaFile[]
  pictures: readonly MediaFile[]
}

/** Every waiting time of the gateway, in milliseconds of its clock. */
export interface Timings {
  /** How long an idle poll is held: 10 s (AGENT_POLL_WAIT_TIMES x AGENT_POLL_WAIT_INTERVAL). */
  pollHoldMs: number
  /** Dynamic mode: a new Guid comes with the first poll answer after this time (GUIDINTERVAL). */
  guidIntervalMs: number
  /** Dynamic mode: a Guid that was not renewed ends after this time (GUIDTIMEOUT). */
  guidTimeoutMs: number
  /** Without a poll for this long the agent is signed out (MAXTIME). */
  silenceMs: number
  /** From ringing to talking when the agent signed in with `autoanswer`. */
  autoAnswerMs: number
  /** From a capture request to the customer's answer. */
  captureMs: number
  /** How far in the future the `ctime` of connection information lies. */
  connectionLifetimeMs: number
}

/** Values that a test can plant and then search for where they must not turn up. */
export interface PlantedSecrets {
  /** Replaces every agent's password. */
  password?: string
  /** First hexadecimal digits (at most 8) of every Guid. */
  guidPrefix?: string
  /** Start of the value of the sign-in cookie. */
  cookie?: string
  /** Start of every signature in connection information. */
  signature?: string
}

/** All but `media` may be left out; the defaults are those of a real, new site. */
export interface PracticeGatewayOptions {
  media: PracticeMedia
  /** 0, the default, takes a free port of 127.0.0.1. */
  port?: number
  agents?: readonly AgentSeed[]
  vdnId?: string
  /** AUTHMODE: 1 is `static`, 2 is `dynamic` (the default). */
  authMode?: 'static' | 'dynamic'
  /** Whether the Guid before the current one still passes for one more interval. */
  guidOverlap?: boolean
  /** Answer to a Guid that was right once. The documentation names both. */
  expiredGuidRetcode?: '100-006' | '000-003'
  /** Answers 100-006 to requests that do not send the sign-in cookie back. */
  requireCookie?: boolean
  /** CTI-pool mode: downloads need the event's locationId. */
  poolMode?: boolean
  /** Whether `videofiledownloadEx` also serves the pictures of captures. */
  picturesDownloadable?: boolean
  /** Writes `https: //` in connection information, as the vendor's example does. */
  blankInDomains?: boolean
  /** Size of new recordings in bytes; left out: the size of the playable file. */
  videoBytes?: number
  /** How the end of a download is told: Content-Length, chunks, or closing the connection. */
  bodyFraming?: BodyFraming
  certificate?: CertificateKind
  timings?: Partial<Timings>
  secrets?: PlantedSecrets
  clock?: Clock
}

export type BodyFraming = 'length' | 'chunked' | 'close'
export type CertificateKind = 'good' | 'expired' | 'wrong-name'

/** The options with every gap filled. */
export type Settings = Required<Omit<PracticeGatewayOptions, 'timings' | 'videoBytes'>> & {
  timings: Timings
  videoBytes: number | null
}

/** cec_05_4012 (poll, MAXTIME) and cec_07_0005 (Guid) for the documented four. */
const documentedTimings: Timings = {
  pollHoldMs: 10_000,
  guidIntervalMs: 60_000,
  guidTimeoutMs: 120_000,
  silenceMs: 120_000,
  autoAnswerMs: 1_000,
  captureMs: 1_500,
  connectionLifetimeMs: 300_000
}

export function settle(options: PracticeGatewayOptions & { clock: Clock }): Settings {
  const password = options.secrets?.password
  const agents = options.agents ?? defaultRoster
  return {
    port: 0,
    vdnId: '1',
    authMode: 'dynamic',
    guidOverlap: true,
    expiredGuidRetcode: '100-006',
    requireCookie: false,
    poolMode: false,
    picturesDownloadable: true,
    blankInDomains: false,
    bodyFraming: 'length',
    certificate: 'good',
    secrets: {},
    ...options,
    videoBytes: options.videoBytes ?? null,
    agents: password === undefined ? agents : agents.map((agent) => ({ ...agent, password })),
    timings: { ...documentedTimings, ...options.timings }
  }
}
