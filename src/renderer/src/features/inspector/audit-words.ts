import { m } from '../../../../shared/i18n/index.ts'
import type {
  AuditLine,
  AuditResult,
  SupervisionMode,
  SupervisionOperation
} from '../../../../shared/model/supervision.ts'

type Sentence = (inputs: { workNo: string }) => string

const operations: Readonly<Record<Exclude<SupervisionOperation, 'switch'>, Sentence>> = {
  listen: m.inspector_audit_listen,
  insert: m.inspector_audit_insert,
  whisper: m.inspector_audit_whisper,
  stop: m.inspector_audit_stop,
  intercept: m.inspector_audit_intercept
}

const switches: Readonly<Record<SupervisionMode, Sentence>> = {
  listen: m.inspector_audit_switch_listen,
  insert: m.inspector_audit_switch_insert,
  whisper: m.inspector_audit_switch_whisper
}

const results: Readonly<Record<AuditResult, () => string>> = {
  asked: m.inspector_audit_asked,
  accepted: m.inspector_audit_accepted,
  refused: m.inspector_audit_refused,
  unknown: m.inspector_audit_unknown,
  'not-sent': m.inspector_audit_not_sent,
  done: m.inspector_audit_done
}

/** What was asked for, and of whom. */
export function auditOperation({ operation, to, workNo }: AuditLine): string {
  return operation === 'switch'
    ? switches[to ?? 'listen']({ workNo })
    : operations[operation]({ workNo })
}

/** How it ended, with the gateway's code where it gave one. */
export function auditResult({ result, retcode }: AuditLine): string {
  const words = results[result]()
  return retcode === null ? words : `${words} · ${retcode}`
}
