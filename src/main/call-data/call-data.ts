import { AppError } from '../../shared/errors.ts'
import {
  callDataBytes,
  callDataLimitBytes,
  type CallDataNow,
  type CallDataReceipt,
  type CallDataWrite
} from '../../shared/model/call-data.ts'
import type { Tell } from '../calls/timeline.ts'
import { callData, setCallData } from '../gateway/endpoints/index.ts'
import type { RequireSignedIn, SignedIn } from '../session/signed-in.ts'

export interface CallDataDeps {
  signedIn: RequireSignedIn
  /** Whether an event of this sign-in has named the call; whether it takes data the gateway decides. */
  knowsCall: (callId: string) => boolean
  tell: Tell
}

/** Reads and writes the data that travels with a call. Their text is told to nobody but the caller. */
export function createCallData({ signedIn, knowsCall, tell }: CallDataDeps) {
  function known(callId: string): SignedIn {
    const gateway = signedIn()
    if (knowsCall(callId)) return gateway
    throw new AppError('not-now:no-call', 'No event of this sign-in has named the call')
  }

  return {
    /** `readable` is false where the gateway does not tell. @throws `not-now:no-call`, `could-not-ask:*` */
    async read(callId: string): Promise<CallDataNow> {
      return readNow(known(callId), callId)
    },

    /**
     * Writes once and reads back. What the call has already is read first, and replaced only where
     * `replace` says so. A lost answer is `outcome-unknown` and never repeated.
     * @throws `not-now:no-call`, `not-now:call-data-too-long`, `invalid-input` (half a character),
     *   `not-now:call-data-not-empty`, and what the gateway says
     */
    async write(wish: CallDataWrite): Promise<CallDataReceipt> {
      const { callId, text } = wish
      const gateway = known(callId)
      const bytes = checkedBytes(text)
      await mayReplace(gateway, wish)
      const { agentId, call, ended } = gateway
      const { base64 } = wish
      await call(setCallData, { agentId, callId, text, base64 }, { signal: ended })
      tell({ name: 'call-data-sent', callId, subject: String(bytes) })
      const readBack = await compare(gateway, wish)
      if (readBack === 'different') {
        tell({ name: 'call-data-differs', callId, subject: String(bytes) })
      }
      return { callId, bytes, readBack }
    }
  }
}

export type CallData = ReturnType<typeof createCallData>

/** The limit is about the original text, in UTF-8, before any Base64 (cec_07_1263). */
function checkedBytes(text: string): number {
  if (!text.isWellFormed()) {
    throw new AppError('invalid-input', 'Call data with half a character cannot be UTF-8')
  }
  const bytes = callDataBytes(text)
  if (bytes <= callDataLimitBytes) return bytes
  throw new AppError('not-now:call-data-too-long', `Call data of ${bytes} bytes`)
}

async function mayReplace(gateway: SignedIn, { callId, text, replace }: CallDataWrite) {
  const now = await readNow(gateway, callId)
  if (replace || !now.readable || now.text === '' || now.text === text) return
  throw new AppError('not-now:call-data-not-empty', 'The call has other data already')
}

async function readNow(gateway: SignedIn, callId: string): Promise<CallDataNow> {
  const { agentId, call, ended } = gateway
  try {
    const text = await call(callData, { agentId, callId }, { signal: ended })
    return { callId, readable: text !== null, text: text ?? '' }
  } catch (thrown) {
    if (doesNotTell(AppError.from(thrown))) return { callId, readable: false, text: '' }
    throw thrown
  }
}

/** The gateway was reached, and its answer holds no call data: a retcode, a 404, a page. */
const notTold: ReadonlySet<string> = new Set([
  'gateway-refused',
  'could-not-ask:unexpected-answer',
  'could-not-ask:portal'
])
const doesNotTell = ({ code }: AppError): boolean => notTold.has(code)

/** The write is done by now, so nothing that goes wrong here is an error of it. */
async function compare(
  gateway: SignedIn,
  { callId, text, base64 }: CallDataWrite
): Promise<CallDataReceipt['readBack']> {
  try {
    const now = await readNow(gateway, callId)
    if (!now.readable) return 'not-readable'
    // A site that stores Base64 as it came holds what was sent, too.
    const stored = base64 ? [text, Buffer.from(text, 'utf8').toString('base64')] : [text]
    return stored.includes(now.text) ? 'same' : 'different'
  } catch {
    return 'not-readable'
  }
}
