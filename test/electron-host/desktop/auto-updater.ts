import type { Offered } from '../offered.ts'
import { HostEmitter } from '../typing/events.ts'
import { official } from '../typing/official.ts'

/** `autoUpdater`: only what a test fires ever happens. */
export class HostAutoUpdater
  extends HostEmitter<Electron.AutoUpdater>
  implements Offered<'AutoUpdater'>
{
  readonly official: Electron.AutoUpdater

  constructor() {
    super()
    this.official = official('AutoUpdater', this, 'autoUpdater')
  }
}
