import type { ArchiveJob, CaseFile } from '../transfer/file-work.ts'
import type { CaseInput, CaseItem } from './case-input.ts'
import { caseEntry, checkOf, isIncluded, layoutOf, reportEntry } from './case-layout.ts'
import type { CaseLayout } from './case-layout.ts'
import { reportOf } from './report/report.ts'
import { sidecarName } from './sidecar.ts'

/** What an archive is made of; its path is added by whoever asked the agent for it. */
export type BuiltCase = Pick<ArchiveJob, 'files' | 'texts'>

/**
 * A case as texts and a list of files: a report to read (in the app's language of this moment), the
 * same for machines, each sidecar, and the manifests with which the files can be checked. Pure.
 */
export function buildCase(input: CaseInput): BuiltCase {
  const layout = layoutOf(input)
  const { entries, manifests } = layout
  const texts = [
    { entryName: reportEntry, text: reportOf(input, layout) },
    { entryName: caseEntry, text: caseText(input, layout) },
    ...input.manifests.flatMap(({ text }, index) =>
      text === null ? [] : [{ entryName: manifests[index] ?? '', text }]
    ),
    ...input.items.flatMap(({ sidecar }, index) =>
      sidecar === null ? [] : [{ entryName: sidecarName(entries[index] ?? ''), text: sidecar.text }]
    )
  ]
  const files = input.items.flatMap((item, index) =>
    isIncluded(item.found) ? [fileOf(item, entries[index] ?? '')] : []
  )
  return { texts, files }
}

function fileOf({ facts, found }: CaseItem, entryName: string): CaseFile {
  const { folder, fileName } = facts
  const sha256 = typeof found === 'string' ? facts.sha256 : found.sha256
  return { folder, fileName, entryName, sha256 }
}

/** Without folders: they name this PC and its user, and say nothing about the files. */
function caseText(input: CaseInput, { entries, manifests }: CaseLayout): string {
  const { at, appVersion, agentId: exportedBy } = input
  const head = { format: 'callside-case', v: 1, appVersion, exportedBy, at }
  const files = input.items.map((item, index) => {
    const { folder, ...facts } = item.facts
    const { tags, note, hold, found, manifestLine } = item
    const entry = isIncluded(found) ? entries[index] : null
    const sidecar = item.sidecar === null ? null : sidecarName(entries[index] ?? '')
    const manifest = manifests[input.manifests.findIndex((one) => one.folder === folder)] ?? null
    const evidence = { sidecar, manifest, manifestLine }
    const now = typeof found === 'string' ? {} : { found }
    return { entry, check: checkOf(item), ...now, facts, tags, note, hold, ...evidence }
  })
  const copies = input.manifests.map(({ text, check }, index) => ({
    entry: text === null ? null : manifests[index],
    check
  }))
  const atUtc = new Date(at).toISOString()
  return `${JSON.stringify({ ...head, atUtc, files, manifests: copies }, null, 2)}\n`
}
