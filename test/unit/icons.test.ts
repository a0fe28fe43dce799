import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { icnsOf, icoOf, pngSize, readIcns, readIco } from '../../scripts/icons/containers.ts'
import { manifestName, manifestOf } from '../../scripts/icons/manifest.ts'
import { iconFiles } from '../../scripts/icons/plan.ts'
import { opensByTrayClick, trayImage, windowIcon } from '../../src/main/desktop/icon-files.ts'

const resources = resolve(import.meta.dirname, '../../resources')
const icons = join(resources, 'icons')
const read = (path: string) => readFileSync(join(icons, path))
const states = ['connected', 'reconnecting', 'signed-out', 'practice'] as const
const platforms = ['win32', 'darwin', 'linux'] as const

describe('the icons that are kept', () => {
  test('were made from the drawings, sizes and colours of today: run "npm run icons" if not', () => {
    const kept = JSON.parse(read(manifestName).toString('utf8')) as unknown
    expect(kept).toEqual(manifestOf(join(resources, 'art'), icons))
  })

  test.each(iconFiles)('$path holds the sizes that are planned', ({ path, kind, pictures }) => {
    const bytes = read(path)
    const entries =
      kind === 'png'
        ? [{ size: pngSize(bytes).width, png: bytes }]
        : (kind === 'ico' ? readIco : readIcns)(bytes)
    for (const { size, png } of entries) expect(pngSize(png)).toEqual({ width: size, height: size })
    const sizes = new Set(entries.map(({ size }) => size))
    expect([...sizes]).toEqual(pictures.map(({ size }) => size))
  })

  test('are no two alike within a platform: each state has a picture of its own', () => {
    for (const platform of platforms)
      for (const dark of [false, true]) {
        const bytes = states.map((icon) => {
          const [file] = trayImage({ platform, icon, dark, scale: 1 }).files
          return read(file?.path ?? '').toString('base64')
        })
        expect(new Set(bytes).size).toBe(states.length)
      }
  })
})

describe('the picture of the tray', () => {
  test.each(
    platforms.flatMap((platform) =>
      states.flatMap((icon) =>
        [1, 1.25, 1.5, 2, 3].map((scale) => ({ platform, icon, scale, dark: scale > 1 }))
      )
    )
  )('exists for $platform, $icon, scale $scale', (look) => {
    for (const { path } of trayImage(look).files) expect(existsSync(join(icons, path))).toBe(true)
  })

  test('on macOS is a template in two scales', () => {
    expect(trayImage({ platform: 'darwin', icon: 'practice', dark: true, scale: 2 })).toEqual({
      template: true,
      files: [
        { path: 'tray/mac/practice-16.png', scale: 1 },
        { path: 'tray/mac/practice-32.png', scale: 2 }
      ]
    })
  })

  test.each([
    [false, 'tray/windows/connected-light.ico'],
    [true, 'tray/windows/connected-dark.ico']
  ])('on Windows fits the taskbar (dark: %s)', (dark, path) => {
    const { files } = trayImage({ platform: 'win32', icon: 'connected', dark, scale: 1 })
    expect(files).toEqual([{ path, scale: 1 }])
  })

  test.each([
    [1, 22],
    [1.05, 24],
    [1.25, 32],
    [1.5, 48],
    [2, 48],
    [4, 48]
  ])('on Linux at scale %s has %s pixels', (scale, size) => {
    const { files } = trayImage({ platform: 'linux', icon: 'connected', dark: false, scale })
    expect(files).toEqual([{ path: `tray/linux/connected-${size}.png`, scale: 1 }])
  })
})

test.each([
  ['win32', 'app.ico', true],
  ['darwin', null, false],
  ['linux', 'window.png', true]
] as const)('on %s the window has %s, and a click on the tray opens it: %s', (...given) => {
  const [platform, icon, opens] = given
  expect(windowIcon(platform)).toBe(icon)
  expect(opensByTrayClick(platform)).toBe(opens)
})

describe('the containers', () => {
  const entries = [
    { size: 32, png: Buffer.from('first') },
    { size: 256, png: Buffer.from('second one') }
  ]

  test('are read as they were written', () => {
    expect(readIco(icoOf(entries))).toEqual(entries)
    // 256 pixels are written twice: as themselves, and as the double of 128.
    expect(readIcns(icnsOf(entries))).toEqual([entries[0], entries[1], entries[1]])
  })

  test('that are cut or of another kind are refused', () => {
    const ico = icoOf(entries)
    expect(() => readIco(ico.subarray(0, ico.length - 1))).toThrow('outside')
    expect(() => readIco(Buffer.from('\u0089PNG\r\n', 'latin1'))).toThrow('no .ico')
    expect(() => readIcns(icnsOf(entries).subarray(0, 40))).toThrow('no whole .icns')
    expect(() => icnsOf([{ size: 20, png: Buffer.alloc(1) }])).toThrow('20 pixels')
    expect(() => pngSize(Buffer.from('GIF89a'))).toThrow('no PNG')
  })
})
