import { runCommand, tool } from '../run/command.ts'
import { houseProblems, languageProblems } from './house.ts'

/** One tool of the check. */
export interface Step {
  name: string
  run(): Promise<Verdict>
}

interface Verdict {
  ok: boolean
  /** What the tool said; shown only where it found something. */
  output: string
}

interface Tool {
  name: string
  /** The package that brings the program, where it is called otherwise. */
  from?: string
  args: readonly string[]
}

/** The slowest first: with two at a time, the last one to end is then a short one. */
const tools: readonly Tool[] = [
  { name: 'eslint', args: ['.', '--max-warnings', '0'] },
  { name: 'svelte-check', args: ['--tsconfig', 'tsconfig.web.json', '--fail-on-warnings'] },
  { name: 'tsc', from: 'typescript', args: ['-p', 'tsconfig.node.json', '--noEmit'] },
  { name: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'knip', args: ['--no-config-hints'] },
  { name: 'depcruise', from: 'dependency-cruiser', args: ['src', 'scripts', 'test', 'lint'] }
]

/** Longer than the slowest tool needs: eslint, four minutes while others kept both cores busy. */
const timeoutMs = 10 * 60_000

/** Everything that `npm run check` looks at in the project at `root`. */
export function checkSteps(root: string): Step[] {
  return [
    ...tools.map((entry) => toolStep(root, entry)),
    listStep('house rules', () => houseProblems(root)),
    listStep('languages', () => languageProblems(root))
  ]
}

function toolStep(root: string, { name, from, args }: Tool): Step {
  return {
    name,
    run: async () => {
      const command = { ...tool(root, name, from), args }
      const { code, output } = await runCommand(command, {
        cwd: root,
        output: 'collect',
        timeoutMs
      })
      return { ok: code === 0, output }
    }
  }
}

function listStep(name: string, find: () => string[] | Promise<string[]>): Step {
  return {
    name,
    run: async () => {
      const problems = await find()
      return { ok: problems.length === 0, output: problems.map((line) => `${line}\n`).join('') }
    }
  }
}
