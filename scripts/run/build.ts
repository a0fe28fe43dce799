import { compileMessages } from '../i18n.ts'
import { runCommand, tool } from './command.ts'

const timeoutMs = 5 * 60_000

/** Compiles the messages and builds main, preload and renderer into `out/`; throws where it cannot. */
export async function buildApp(root: string): Promise<void> {
  await compileMessages()
  const command = { ...tool(root, 'electron-vite'), args: ['build', '--logLevel', 'warn'] }
  const { code } = await runCommand(command, { cwd: root, output: 'show', timeoutMs })
  if (code !== 0) throw new Error('The build failed.')
}
