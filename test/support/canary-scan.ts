import { createReadStream, type Dirent } from 'node:fs'
import { readdir, readlink, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { planted } from '../e2e/support/secrets.ts'
import { needlesOf, type Needle } from './canary-forms.ts'

const root = resolve(import.meta.dirname, '../..')

/** Read at a time; what two pieces share is looked at again, so nothing hides at their border. */
const pieceBytes = 4 * 1024 * 1024

/**
 * Looks for the secrets of the end-to-end tests in everything that the launched apps left behind
 * (settings, logs, output, Chromium's own profile, saved files) and in the demonstration's output.
 * @returns one sentence a finding; there must be none
 */
export async function scan(): Promise<string[]> {
  const traces = join(root, 'test-results/traces')
  if (!(await isFolder(traces))) {
    return ['test-results/traces is not there: no app was launched, so nothing could be looked at']
  }
  const demo = join(root, 'demo-output')
  const findings = [
    ...(await scanFolder(traces, planted)),
    ...((await isFolder(demo)) ? await scanFolder(demo, planted) : [])
  ]
  return findings.map((finding) => `A secret of the tests was left behind: ${finding}`)
}

/** Looks through every file below `folder`, its name and, of a link, where it leads. */
export async function scanFolder(
  folder: string,
  secrets: Readonly<Record<string, string>>
): Promise<string[]> {
  const needles = needlesOf(secrets)
  const findings: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const found = new Set([
      ...foundIn(Buffer.from(await nameOf(entry, path)), needles),
      ...(entry.isFile() ? await foundInFile(path, needles) : [])
    ])
    findings.push(...[...found].map((what) => `${what} in ${relative(root, path)}`))
  }
  return findings
}

const nameOf = async (entry: Dirent, path: string): Promise<string> =>
  entry.isSymbolicLink() ? `${entry.name}\n${await readlink(path)}` : entry.name

async function foundInFile(path: string, needles: readonly Needle[]): Promise<Set<string>> {
  const longest = Math.max(...needles.map(({ bytes }) => bytes.length))
  const found = new Set<string>()
  let tail: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
    // A stream that was given no encoding gives buffers.
    const piece = Buffer.concat([tail, chunk as Buffer])
    for (const what of foundIn(piece, needles)) found.add(what)
    tail = piece.subarray(Math.max(0, piece.length - longest + 1))
  }
  return found
}

const foundIn = (bytes: Buffer, needles: readonly Needle[]): string[] =>
  needles
    .filter((needle) => bytes.includes(needle.bytes))
    .map(({ secret, form }) => `${secret} ${form}`)

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
