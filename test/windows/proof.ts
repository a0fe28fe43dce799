/** One thing that has to hold on a PC, shown on its own disk. */
export interface Proof {
  readonly name: string
  /** Shown on Windows only: other file systems do not behave so. */
  readonly windowsOnly?: true
  /** Throws where it does not hold. `folder` is empty and its own. */
  readonly show: (folder: string) => Promise<void> | void
}

/** What a wait for a lock is shortened to; no bound of Callside is as short. */
export const briefly = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
