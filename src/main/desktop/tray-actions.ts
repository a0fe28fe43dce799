import type { Handlers } from '../../shared/ipc/contract.ts'
import { problemOf } from '../../shared/model/problem.ts'
import type { Tell } from '../calls/timeline.ts'
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
    signOut: () => {
      run(handlers['session.signOut']({ force: false }), 'session.signOut')
    }
  }
}
