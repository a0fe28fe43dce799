import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { release, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Proof } from './proof.ts'
import { proofs } from './proofs.ts'

/** What Wine does otherwise, so that nobody takes a pass under it for one on Windows. */
const wineDiffers = [
  'CON.mp4, "b." and "c:d" can be created: what is shown of such names says nothing here',
  'creating a name that is deleted and still open gives EEXIST; Windows gives EPERM, EACCES or EBUSY',
  'there is no virus scanner, no OneDrive, no share and no roaming profile'
]

const isWine = existsSync('C:\\windows\\system32\\winecfg.exe')
const root = mkdtempSync(join(tmpdir(), 'callside-windows-'))
const lines: string[] = []
let failures = 0

async function tell({ name, windowsOnly, show }: Proof, index: number): Promise<void> {
  if (windowsOnly === true && process.platform !== 'win32') {
    lines.push(`not shown  ${name} (Windows only)`)
    return
  }
  try {
    await show(mkdtempSync(join(root, `${String(index)}-`)))
    lines.push(`shown      ${name}`)
  } catch (thrown) {
    failures += 1
    lines.push(`FAILED     ${name}\n           ${String(thrown)}`)
  }
}

for (const [index, proof] of proofs.entries()) await tell(proof, index)
try {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
} catch {
  // A thread that was ended may hold its last file for a while: what was shown counts all the same.
  lines.push(`left       ${root}`)
}
const where = isWine ? 'Windows as Wine plays it' : process.platform
const head = `Callside's files and data on ${where} ${release()}, Node ${process.version}`
const differs = isWine
  ? ['', 'Wine is not Windows:', ...wineDiffers.map((line) => `- ${line}`)]
  : []
const told = [head, '', ...lines, ...differs, '', `${String(failures)} failed`]
process.stdout.write(`${told.join('\n')}\n`)
process.exitCode = failures === 0 ? 0 : 1
