import { shell } from 'electron/common'
import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron/main'
import { AppError } from '../../shared/errors.ts'
import { m } from '../../shared/i18n/index.ts'
import type { Desktop } from '../ipc/command-parts.ts'
import { quitApp } from './quit.ts'

/** The window that a dialog is a sheet of, brought to the screen first. */
export type SheetOf = () => BrowserWindow

/**
 * The desktop's own dialogs. They are opened by main only, so no path ever comes from a page. Each is
 * a sheet of the window: one without could be lost behind it.
 */
export const createDesktop = (sheetOf: SheetOf): Desktop => ({
  chooseFolder: async (startAt) => {
    const answer = await dialog.showOpenDialog(sheetOf(), {
      title: m.desktop_choose_folder(),
      defaultPath: startAt,
      properties: ['openDirectory', 'createDirectory']
    })
    return answer.canceled ? null : (answer.filePaths[0] ?? null)
  },
  chooseCaFile: async () => {
    const answer = await dialog.showOpenDialog(sheetOf(), {
      title: m.desktop_choose_ca(),
      filters: [{ name: m.desktop_ca_files(), extensions: ['pem', 'crt', 'cer'] }],
      properties: ['openFile']
    })
    return answer.canceled ? null : (answer.filePaths[0] ?? null)
  },
  chooseArchive: async (suggestedName) => {
    const answer = await dialog.showSaveDialog(sheetOf(), {
      title: m.desktop_choose_archive(),
      defaultPath: suggestedName,
      filters: [{ name: m.desktop_archives(), extensions: ['zip'] }]
    })
    return answer.canceled || answer.filePath === '' ? null : answer.filePath
  },
  showInFolder: (path) => {
    shell.showItemInFolder(path)
  },
  openAddress: async (url, origin) => {
    const { protocol, origin: asked } = new URL(url)
    if (protocol !== 'https:' || asked !== origin) {
      throw new AppError('forbidden', 'An address of another origin is not opened')
    }
    await shell.openExternal(url)
  },
  bin: (path) => shell.trashItem(path),
  quit: quitApp
})

/** Asks before a call is ended by quitting; staying is the default. */
export const askToEndCall = (sheetOf: SheetOf, withdrawn: AbortSignal): Promise<boolean> =>
  isSecond(sheetOf, {
    type: 'warning',
    title: m.desktop_quit_in_call_heading(),
    message: m.desktop_quit_in_call_title(),
    detail: m.desktop_quit_in_call_text(),
    buttons: [m.desktop_quit_in_call_stay(), m.desktop_quit_in_call_quit()],
    signal: withdrawn
  })

/** Asks what to do with a page that has died again and again; true to load it once more. */
export const askAfterDeaths = async (sheetOf: SheetOf): Promise<boolean> =>
  !(await isSecond(sheetOf, {
    type: 'error',
    title: 'Callside',
    message: m.desktop_page_died_title(),
    detail: m.desktop_page_died_text(),
    buttons: [m.desktop_page_died_again(), m.desktop_quit()]
  }))

/** The first of two buttons is the default, and what Escape and the close button mean. */
async function isSecond(sheetOf: SheetOf, options: MessageBoxOptions): Promise<boolean> {
  const question = { ...options, defaultId: 0, cancelId: 0, noLink: true }
  const { response } = await dialog.showMessageBox(sheetOf(), question)
  return response === 1
}
