import { parseArgs } from 'node:util'
import { m } from '../../shared/i18n/index.ts'

/** What `--doctor` was asked for on the command line. */
export interface DoctorArguments {
  readonly json: boolean
  /** A gateway's name or address; null for the first that is known. */
  readonly gateway: string | null
  /** A file for the report beside standard output, which windowed programs on Windows may lack. */
  readonly output: string | null
  /** Null where no sign-in is tried. Its password comes over standard input, never in an argument. */
  readonly signIn: { readonly agentId: string; readonly phoneNumber: string } | null
}

/** Everything behind `--doctor` is the doctor's; what stands before it is Chromium's. */
const mark = '--doctor'

export const wantsDoctor = (argv: readonly string[]): boolean => argv.includes(mark)

/** Reads the command line; gives the sentence that says what was not understood instead. */
export function doctorArguments(argv: readonly string[]): DoctorArguments | string {
  const own = argv.slice(argv.indexOf(mark) + 1)
  try {
    const { values } = parseArgs({
      args: own,
      options: {
        json: { type: 'boolean', default: false },
        gateway: { type: 'string' },
        output: { type: 'string' },
        agent: { type: 'string' },
        phone: { type: 'string' }
      }
    })
    const { json, gateway = null, output = null, agent, phone } = values
    if ((agent === undefined) !== (phone === undefined)) return m.doctor_cli_usage()
    const wantsSignIn = agent !== undefined && phone !== undefined
    const signIn = wantsSignIn ? { agentId: agent, phoneNumber: phone } : null
    return { json, gateway, output, signIn }
  } catch {
    const argument = own.join(' ').slice(0, 200)
    return `${m.doctor_cli_unknown({ argument })}\n${m.doctor_cli_usage()}`
  }
}
