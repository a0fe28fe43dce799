import { nativeImage, type NativeImage } from 'electron/common'
import { readFileSync } from 'node:fs'
import type { TrayImage } from '../desktop/icon-files.ts'

const folder = '../../../resources/icons/'

/** Where the build has put each icon that the running app shows, by its path in the sources. */
const built = import.meta.glob<string>(
  [
    '../../../resources/icons/tray/**/*.{png,ico}',
    '../../../resources/icons/window.png',
    '../../../resources/icons/app.ico'
  ],
  { query: '?asset', import: 'default', eager: true }
)

/** The file of an icon; a name that was not built in is a mistake of ours. */
export function iconFile(path: string): string {
  const file = built[folder + path]
  if (file === undefined) throw new Error(`No icon ${path} was built in`)
  return file
}

/** The picture for the tray, in all of its scales. */
export function nativeTrayImage({ files, template }: TrayImage): NativeImage {
  const [only] = files
  // Windows picks the size that fits from an .ico, if it is given the file.
  if (files.length === 1 && only !== undefined)
    return nativeImage.createFromPath(iconFile(only.path))
  const image = nativeImage.createEmpty()
  for (const { path, scale } of files)
    image.addRepresentation({ scaleFactor: scale, buffer: readFileSync(iconFile(path)) })
  image.setTemplateImage(template)
  return image
}
