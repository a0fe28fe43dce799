import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { icnsOf, icoOf, type Entry } from './icons/containers.ts'
import { openDrawing } from './icons/draw.ts'
import { manifestName, manifestOf } from './icons/manifest.ts'
import { iconFiles, type IconFile } from './icons/plan.ts'

const resources = resolve(import.meta.dirname, '../resources')
const artFolder = join(resources, 'art')
const iconFolder = join(resources, 'icons')

/** Draws every icon from `resources/art` anew. */
async function makeIcons(): Promise<void> {
  rmSync(iconFolder, { recursive: true, force: true })
  const drawing = await openDrawing(artFolder)
  try {
    for (const file of iconFiles) {
      const entries: Entry[] = []
      for (const picture of file.pictures) {
        entries.push({ size: picture.size, png: await drawing.draw(picture) })
      }
      const path = join(iconFolder, file.path)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, contentOf(file.kind, entries))
    }
  } finally {
    await drawing.close()
  }
  const manifest = JSON.stringify(manifestOf(artFolder, iconFolder), null, 2)
  writeFileSync(join(iconFolder, manifestName), `${manifest}\n`)
  console.log(`${iconFiles.length} icon files are made in resources/icons.`)
}

function contentOf(kind: IconFile['kind'], entries: readonly Entry[]): Buffer {
  if (kind === 'ico') return icoOf(entries)
  if (kind === 'icns') return icnsOf(entries)
  return entries[0]?.png ?? Buffer.alloc(0)
}

await makeIcons()
