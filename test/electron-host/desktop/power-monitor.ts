import type { Offered } from '../offered.ts'
import { HostEmitter } from '../typing/events.ts'
import { official } from '../typing/official.ts'

/** `powerMonitor`: only what a test fires ever happens. */
export class HostPowerMonitor
  extends HostEmitter<Electron.PowerMonitor>
  implements Offered<'PowerMonitor'>
{
  readonly official: Electron.PowerMonitor

  constructor() {
    super()
    this.official = official('PowerMonitor', this, 'powerMonitor')
  }
}
