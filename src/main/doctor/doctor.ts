import type { DoctorReport, DoctorView } from '../../shared/model/doctor.ts'
import { createListeners } from '../listeners.ts'
import type { Profile } from '../settings/profiles.ts'
import type { CheckupWatch, Wanted } from './checkup.ts'

export interface DoctorDeps {
  readonly checkUp: (
    wanted: Wanted,
    watch: CheckupWatch & { readonly signal: AbortSignal }
  ) => Promise<DoctorReport>
  readonly session: NonNullable<Wanted['session']>
  /** The gateway with this id; null for this PC alone. @throws `not-found` */
  readonly profile: (profileId: string | null) => Profile | null
}

/** The doctor of the running app: one run at a time, each replacing the last. */
export class Doctor {
  readonly #deps: DoctorDeps
  readonly #views = createListeners<DoctorView>()
  #view: DoctorView = { running: null, report: null }
  #run: AbortController | null = null
  readonly onChange = this.#views.add

  constructor(deps: DoctorDeps) {
    this.#deps = deps
  }

  view(): DoctorView {
    return this.#view
  }

  /** Begins anew where one is under way. @throws `not-found` */
  start(profileId: string | null): void {
    const { checkUp, session, profile } = this.#deps
    const wanted = { profile: profile(profileId), session, trial: null }
    this.#run?.abort()
    const run = new AbortController()
    this.#run = run
    this.#tell({ running: 'name', report: null })
    const ours = (view: Partial<DoctorView>): void => {
      if (this.#run === run) this.#tell({ ...this.#view, ...view })
    }
    void checkUp(wanted, {
      signal: run.signal,
      onLook: (running) => {
        ours({ running })
      },
      onReport: (report) => {
        ours({ report })
      }
    }).then((report) => {
      ours({ running: null, report })
    })
  }

  /** Ends a run; what was found stays. */
  stop(): void {
    this.#run?.abort()
    this.#run = null
    if (this.#view.running !== null) this.#tell({ ...this.#view, running: null })
  }

  #tell(view: DoctorView): void {
    this.#view = view
    this.#views.tell(view)
  }
}
