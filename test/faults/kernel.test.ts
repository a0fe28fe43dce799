import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { namesIn, temporaryFolder } from '../support/folders.ts'
import { madeMp4 } from '../support/made-mp4.ts'
import { answer, octets } from '../support/raw-answers.ts'
import { startRawServer, type RawServer } from '../support/raw-server.ts'
import { tracedPart } from './strace/child.ts'
import { canLimit, canTrace, limited, traced, type Run } from './strace/traced.ts'

const video = madeMp4(600_000)
const writes = 'write,writev,pwrite64,pwritev,pwritev2'

async function serve(body = video): Promise<RawServer> {
  const server = await startRawServer((_request, socket) => {
    socket.end(answer({ headers: octets, body }))
  })
  onTestFinished(() => server.close())
  return server
}

interface Failing extends Run {
  /** How often the gateway was asked. */
  readonly asked: number
  readonly names: readonly string[]
}

/** One file is fetched and named while system calls fail as told. */
async function failing(inject: string, options: { onPart?: boolean; body?: Buffer } = {}) {
  const root = await temporaryFolder()
  const calls = inject.slice(0, inject.indexOf(':'))
  const only = options.onPart === true ? ['-P', join(root, tracedPart)] : []
  const flags = [...only, '-e', `trace=${calls}`, '-e', `inject=${inject}`]
  const server = await serve(options.body)
  const run = await traced({ what: 'file', root, server, flags })
  const asked = server.requests.length
  const failed: Failing = { ...run, asked, names: await namesIn(root) }
  return failed
}

const injected = ({ calls }: Run): number =>
  calls.filter((call) => call.includes('(INJECTED)')).length

describe.skipIf(!canTrace())('the kernel says', () => {
  test.each(['EBUSY', 'EPERM', 'EACCES'])(
    'D28: %s three times at the rename of a part without hard links: it gets its name',
    async (error) => {
      const root = await temporaryFolder()
      const flags = [
        ...['-e', 'trace=link,rename', '-e', 'inject=link:error=EXDEV'],
        ...['-e', `inject=rename:error=${error}:when=1..3`]
      ]
      const run = await traced({ what: 'file', root, server: await serve(), flags })
      expect(run.end).toMatchObject({ code: null, fileName: 'v.mp4' })
      expect(injected(run)).toBeGreaterThanOrEqual(6)
      expect(await namesIn(root)).toEqual(['v.mp4'])
    }
  )

  test('D28: EBUSY three times at the link: it gets its name', async () => {
    const run = await failing('link:error=EBUSY:when=1..3')
    expect(run.end).toMatchObject({ code: null, fileName: 'v.mp4' })
    expect(injected(run)).toBe(3)
    expect(run.names).toEqual(['v.mp4'])
  })

  test('D31: that links lead to another disk: it is renamed', async () => {
    const run = await failing('link:error=EXDEV')
    expect(run.end).toMatchObject({ code: null, fileName: 'v.mp4' })
    expect(run.names).toEqual(['v.mp4'])
  })

  test('D23: ENOSPC from the second write on: nothing is left', async () => {
    const run = await failing(`${writes}:error=ENOSPC:when=2+`, { onPart: true })
    expect(injected(run)).toBeGreaterThan(0)
    expect(run.end.code).toBe('file:no-space')
    expect(run.names).toEqual([])
  })

  test('D26: EROFS at the opening: said within a second, and without asking the gateway', async () => {
    const run = await failing('openat:error=EROFS', { onPart: true })
    expect(run.end.code).toBe('file:folder-unusable')
    expect(run.end.ms).toBeLessThan(1_000)
    expect(run.asked).toBe(0)
    expect(run.names).toEqual([])
  })

  test('D27: EIO at the flush: no file gets a name', async () => {
    const run = await failing('fsync:error=EIO:when=1', { onPart: true })
    expect(injected(run)).toBe(1)
    expect(run.end.code).toBe('file:write-failed')
    expect(run.names).toEqual([])
  })

  test('D33: that it took nothing: the try fails', async () => {
    const run = await failing(`${writes}:retval=0:when=1`, { onPart: true })
    expect(injected(run)).toBe(1)
    expect(run.end.code).toBe('file:write-failed')
    expect(run.names).toEqual([])
  })

  test('D33: that it took all and did not: the size of the file has the last word', async () => {
    const body = madeMp4(50_000)
    const run = await failing(`${writes}:retval=${body.length}:when=1`, { onPart: true, body })
    expect(injected(run)).toBe(1)
    expect(run.end.code).not.toBeNull()
    expect(run.names).toEqual([])
  })
})

describe.skipIf(!canLimit())('a file that may not grow further', () => {
  test('D24: is no file, and the reason is the size', async () => {
    const root = await temporaryFolder()
    const run = await limited(300_000, { what: 'file', root, server: await serve() })
    expect(run.end.code).toBe('file:too-large-for-disk')
    expect(await namesIn(root)).toEqual([])
  })
})

describe.skipIf(!canTrace())('A4: every step is on the disk before the next', () => {
  test('flushed, linked, folder flushed, evidence flushed, and only then told', async () => {
    const root = await temporaryFolder()
    await mkdir(join(root, 'saved'))
    const trace = 'trace=fsync,fdatasync,link,rename,unlink,write'
    const flags = ['-s', '64', '-e', trace]
    const { end, calls } = await traced({ what: 'library', root, server: await serve(), flags })
    expect(end.code).toBeNull()
    const steps: readonly RegExp[] = [
      /^f(data)?sync\(.*library\.db-wal/,
      /^write\(1.*told downloading/,
      /^fsync\(.*\.part/,
      /^f(data)?sync\(.*library\.db-wal/,
      /^write\(1.*told verifying/,
      /^link\(.*\.part".*\.mp4"\)/,
      /^fsync\(.*\/saved>/,
      /^unlink\(.*\.part"/,
      /^fsync\(.*\.json\.new>/,
      /^rename\(.*\.json\.new"/,
      /^fsync\(.*manifest\.jsonl>/,
      /^f(data)?sync\(.*library\.db-wal/,
      /^write\(1.*told saved/
    ]
    let from = 0
    for (const step of steps) {
      const at = calls.findIndex((call, index) => index >= from && step.test(call))
      expect(at, `${String(step)} after ${calls[from - 1] ?? 'the start'}`).toBeGreaterThanOrEqual(
        0
      )
      from = at + 1
    }
    // None of them happens a second time in the wrong place.
    expect(calls.filter((call) => /^link\(/.test(call))).toHaveLength(1)
  })
})
