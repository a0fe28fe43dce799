import { guarded } from '../guard.ts'

/** Gives `caught` whatever nobody in this process has caught; without it the process would end. */
export function spreadNet(caught: (thrown: unknown) => void): void {
  process.on('uncaughtException', guarded(caught))
  process.on('unhandledRejection', guarded(caught))
}
