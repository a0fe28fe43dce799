import type { Offered } from '../offered.ts'
import { describeKey, type Recorder } from '../recorder.ts'
import { official } from '../typing/official.ts'

/** What a person may answer, by the call that asks. */
export interface DialogAnswers {
  'dialog.showMessageBox': Partial<Electron.MessageBoxReturnValue>
  'dialog.showOpenDialog': Partial<Electron.OpenDialogReturnValue>
  'dialog.showSaveDialog': Partial<Electron.SaveDialogReturnValue>
}
export type DialogApi = keyof DialogAnswers

/** `dialog`: recorded; answers come from the queue, and a dialog without one is cancelled. */
export class HostDialog implements Offered<'Dialog'> {
  readonly official = official('Dialog', this, 'dialog')
  readonly #recorder: Recorder
  readonly #queued: { [A in DialogApi]: DialogAnswers[A][] } = {
    'dialog.showMessageBox': [],
    'dialog.showOpenDialog': [],
    'dialog.showSaveDialog': []
  }

  constructor(recorder: Recorder) {
    this.#recorder = recorder
  }

  /** For tests: the answer to the next such dialog. */
  answer<A extends DialogApi>(api: A, answer: DialogAnswers[A]): void {
    this.#queued[api].push(answer)
  }

  async showMessageBox(
    ...args: [Electron.BaseWindow, Electron.MessageBoxOptions] | [Electron.MessageBoxOptions]
  ): Promise<Electron.MessageBoxReturnValue> {
    const options = args.length === 1 ? args[0] : args[1]
    const answer = this.#next('dialog.showMessageBox', args)
    const response = options.cancelId ?? 0
    return Promise.resolve({ response, checkboxChecked: false, ...answer })
  }
  async showOpenDialog(
    ...args: [Electron.BaseWindow, Electron.OpenDialogOptions] | [Electron.OpenDialogOptions]
  ): Promise<Electron.OpenDialogReturnValue> {
    const answer = this.#next('dialog.showOpenDialog', args)
    const filePaths = answer?.filePaths ?? []
    return Promise.resolve({ canceled: answer?.canceled ?? filePaths.length === 0, filePaths })
  }
  async showSaveDialog(
    ...args: [Electron.BaseWindow, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions]
  ): Promise<Electron.SaveDialogReturnValue> {
    const answer = this.#next('dialog.showSaveDialog', args)
    const filePath = answer?.filePath ?? ''
    return Promise.resolve({ canceled: answer?.canceled ?? filePath === '', filePath })
  }
  showErrorBox(title: string, content: string): void {
    this.#recorder.record('dialog.showErrorBox', title, content)
  }

  #next<A extends DialogApi>(api: A, args: unknown[]): DialogAnswers[A] | undefined {
    this.#recorder.record(api, ...args)
    return this.#queued[api].shift()
  }
  get [describeKey](): string {
    return '[dialog]'
  }
}
