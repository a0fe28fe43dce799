import { basename, dirname, join } from 'node:path'
import { build } from 'vite'
import { recordingFile } from '../which.ts'

/** Builds `main.ts` as what Electron's `-r` loads: one CommonJS file, for the Node of any Electron. */
export async function buildRecording(): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'main.ts'),
      outDir: dirname(recordingFile),
      target: 'node20',
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: basename(recordingFile) }
      }
    },
    ssr: { noExternal: true }
  })
}
