import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright'
import { chromiumArguments, findBrowser } from '../browser.ts'
import type { Picture } from './plan.ts'

/** Draws pictures with the installed browser; `close` ends it. */
export async function openDrawing(artFolder: string) {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('The icons are drawn by Chrome, Chromium or Edge')
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] })
  return {
    draw: (picture: Picture) => draw(browser, artFolder, picture),
    close: () => browser.close()
  }
}

async function draw(
  browser: Browser,
  artFolder: string,
  { art, size, colours, rim }: Picture
): Promise<Buffer> {
  const svg = readFileSync(join(artFolder, `${art}.svg`), 'utf8')
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  try {
    const variables = Object.entries(colours).map(([name, value]) => `--${name}: ${value};`)
    await page.setContent(
      `<style>:root { ${variables.join(' ')} } body { margin: 0 }
       svg { position: absolute; inset: ${rim * size}px; inline-size: ${size * (1 - 2 * rim)}px }</style>${svg}`
    )
    return await page.screenshot({ omitBackground: true })
  } finally {
    await page.close()
  }
}
