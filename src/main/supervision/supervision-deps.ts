import type { Tell } from '../calls/timeline.ts'
import type { Clock } from '../clock.ts'
import type { RequireSignedIn } from '../session/signed-in.ts'
import type { AuditFile } from './audit-file.ts'
import type { Auditor } from './audit-trail.ts'

/** The sign-in as supervision sees it. */
export interface Inspector extends Auditor {
  readonly vdnId: string | null
  /** Whether the gateway answers now. */
  readonly connected: boolean
}

export interface SupervisionDeps {
  signedIn: RequireSignedIn
  /** Null where nobody is signed in. */
  inspector: () => Inspector | null
  /** Whether the signed-in agent is ready and without a call: only then can listening begin. */
  inspectorIdle: () => boolean
  auditFile: AuditFile
  newId: () => string
  clock: Clock
  tell: Tell
}
