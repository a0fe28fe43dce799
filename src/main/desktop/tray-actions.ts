import type { Handlers } from '../../shared/ipc/contract.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type { Tell } from '../calls/timeline.ts'
import type { CallStep } from './tray-call-items.ts'
import type { TrayActions } from './tray-menu.ts'

export interface TrayActionsDeps {
  handlers: Handlers
  tell: Tell
  open: () => void
  quit: () => void
}

/** The tray's items give the same commands as the buttons; what fails is said, in the window. */
export function trayActions({ handlers, tell, open, quit }: TrayActionsDeps): TrayActions {
  const run = (command: Promise<unknown>, subject: string): void => {
    command.catch((thrown: unknown) => {
      tell({ name: 'command-failed', subject, problem: problemOf(thrown) })
      open()
    })
  }
  return {
    open,
    quit,
    capture: (callId) => {
      run(handlers['captures.ask']({ callId }), 'captures.ask')
    },
    saveVideo: (itemId) => {
      run(handlers['library.save']({ itemId }), 'library.save')
    },
    setState: (to) => {
      run(handlers['session.setAgentState']({ to }), 'session.setAgentState')
    },
    notReady: (reason) => {
      run(handlers['agentState.notReady']({ reason }), 'agentState.notReady')
    },
    rest: (time, cause) => {
      run(handlers['agentState.rest']({ time, cause }), 'agentState.rest')
    },
    inCall: (step, callId) => {
      run(inCall(handlers, step, callId), `calls.${step}`)
    },
    signOut: () => {
      run(handlers['session.signOut']({ force: false }), 'session.signOut')
    }
  }
}

/** Rejecting from the tray gives the caller back to the queue: somebody else can take them. */
function inCall(handlers: Handlers, step: CallStep, callId: string): Promise<unknown> {
  if (step === 'release') return handlers['calls.release']()
  if (step === 'reject') return handlers['calls.reject']({ callId, mode: 'requeue' })
  return handlers[`calls.${step}`]({ callId })
}
