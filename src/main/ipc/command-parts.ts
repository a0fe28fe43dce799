import type { CallData } from '../call-data/call-data.ts'
import type { AgentStates } from '../agent-state/agent-states.ts'
import type { Calls } from '../calls/calls.ts'
import type { Timeline } from '../calls/timeline.ts'
import type { Captures } from '../captures/captures.ts'
import type { Doctor } from '../doctor/doctor.ts'
import type { CaseExport } from '../library/case-export.ts'
import type { LibraryFeed } from '../library/library-feed.ts'
import type { Library } from '../library/library.ts'
import type { LibraryDatabase } from '../library/open-library.ts'
import type { SavedFiles } from '../library/saved-files.ts'
import type { CertificateDesk } from '../network/certificate-desk.ts'
import type { Proxies } from '../network/proxies.ts'
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
  /** Opens an address in the browser; refuses every other origin than that one. */
  openAddress: (url: string, origin: string) => Promise<void>
  /** Where an archive goes; null where the person cancelled. */
  chooseArchive: (suggestedName: string) => Promise<string | null>
  /** Moves a file to the bin, from where it can be taken back. */
  bin: (path: string) => Promise<void>
  /** Ends the app; with a call it asks first. */
  quit: () => void
}

export interface Parts {
  session: Session
  signInDesk: SignInDesk
  profiles: Profiles
  settings: Settings
  proxies: Proxies
  certificates: CertificateDesk
  agentStates: AgentStates
  calls: Calls
  captures: Captures
  library: Library
  savedFiles: SavedFiles
  caseExport: CaseExport
  libraryFeed: LibraryFeed
  libraryDatabase: LibraryDatabase
  rejoin: Rejoin
  callData: CallData
  supervision: Supervision
  timeline: Timeline
  doctor: Doctor
  desktop: Desktop
}
