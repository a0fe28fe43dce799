import { shell } from 'electron/common'
import { dialog } from 'electron/main'
import { AppError } from '../../shared/errors.ts'
import { m } from '../../shared/i18n/index.ts'
import type { Desktop } from '../ipc/command-parts.ts'

/** The desktop's own dialogs. They are opened by main only, so no path ever comes from a page. */
export const desktop: Desktop = {
  chooseFolder: async (startAt) => {
    const answer = await dialog.showOpenDialog({
      title: m.desktop_choose_folder(),
      defaultPath: startAt,
      properties: ['openDirectory', 'createDirectory']
    })
    return answer.canceled ? null : (answer.filePaths[0] ?? null)
  },
  chooseCaFile: async () => {
    const answer = await dialog.showOpenDialog({
      title: m.desktop_choose_ca(),
      filters: [{ name: m.desktop_ca_files(), extensions: ['pem', 'crt', 'cer'] }],
      properties: ['openFile']
    })
    return answer.canceled ? null : (answer.filePaths[0] ?? null)
  },
  chooseArchive: async (suggestedName) => {
    const answer = await dialog.showSaveDialog({
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
  bin: (path) => shell.trashItem(path)
}

/** Asks before a call is ended by quitting; staying is the default. */
export async function mayEndCall(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: m.desktop_quit_in_call_title(),
    detail: m.desktop_quit_in_call_text(),
    buttons: [m.desktop_quit_in_call_stay(), m.desktop_quit_in_call_quit()],
    defaultId: 0,
    cancelId: 0,
    noLink: true
  })
  return response === 1
}
