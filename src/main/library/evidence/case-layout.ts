import { numberedName, safeFileName } from '../files/file-name.ts'
import type { FileCheck } from '../../../shared/model/library.ts'
import type { CaseInput, CaseItem, CaseManifest, FoundFile } from './case-input.ts'
import { checkFile } from './check-file.ts'
import { manifestName } from './manifest-entry.ts'
import { sidecarName } from './sidecar.ts'

/** Where each part of a case lies in its archive. */
export const reportEntry = 'report.html'
export const caseEntry = 'case.json'

/** The names of a case's entries, by the index of item and manifest. */
export interface CaseLayout {
  readonly entries: readonly string[]
  readonly manifests: readonly string[]
}

export const layoutOf = ({ items, manifests }: CaseInput): CaseLayout => ({
  entries: fileEntries(items),
  manifests: manifestEntries(manifests)
})

/** Names for files and their sidecars: safe, and no two the same on any system. */
function fileEntries(items: readonly CaseItem[]): string[] {
  const taken = new Set<string>()
  const isFree = (name: string): boolean =>
    [name, sidecarName(name)].every((entry) => !taken.has(entry.toLowerCase()))
  return items.map(({ facts: { fileName, kind } }) => {
    const stem = fileName.replace(/\.[^.]*$/, '')
    const wanted = safeFileName(stem, kind)
    let number = 1
    while (!isFree(numberedName(wanted, number))) number += 1
    const name = numberedName(wanted, number)
    taken.add(name.toLowerCase()).add(sidecarName(name).toLowerCase())
    return `files/${name}`
  })
}

/** The copies of manifests: by its own name where there is one, numbered by folder otherwise. */
function manifestEntries(manifests: readonly CaseManifest[]): string[] {
  if (manifests.length === 1) return [manifestName]
  return manifests.map((_, index) => `folder-${index + 1}/${manifestName}`)
}

/** What the case says of a file. `as-saved` will have been proven when the archive is there. */
export function checkOf(item: CaseItem): Exclude<FileCheck, 'unchecked'> {
  const { found, facts } = item
  if (found === 'as-saved') return 'unchanged'
  if (found === 'missing' || found === 'unreachable') return found
  return checkFile(facts, found) === 'unchanged' ? 'unchanged' : 'changed'
}

/** True where the file itself goes into the archive. */
export const isIncluded = (found: FoundFile): boolean =>
  found !== 'missing' && found !== 'unreachable'
