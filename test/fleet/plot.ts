import { backAt, binMs, endAt, outageAt, type FleetResult } from './fleet.ts'

const width = 720
const height = 180
const left = 60
const top = 40

/** One plot under the other: requests a second, in bins of 5 s, over the time of the story. */
export function plot(results: readonly FleetResult[]): string {
  const rows = results.map((result, index) => row(result, index * (height + 80)))
  const size = `width="${width + left + 20}" height="${results.length * (height + 80)}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${rows.join('\n')}
</svg>
`
}

function row({ story, clients, bins, steady, ratio }: FleetResult, y: number): string {
  const most = Math.max(...bins, steady * 1.5) / (binMs / 1_000)
  const x = (ms: number): number => left + (ms / endAt) * width
  const yOf = (perSecond: number): number => top + height - (perSecond / most) * height
  const bars = bins
    .map((count, index) => {
      const at = yOf(count / (binMs / 1_000))
      const rest = top + height - at
      return `<rect x="${x(index * binMs).toFixed(1)}" y="${at.toFixed(1)}" width="${(width / bins.length - 1).toFixed(1)}" height="${rest.toFixed(1)}" fill="#2563a8"/>`
    })
    .join('')
  const limit = yOf((steady * 1.5) / (binMs / 1_000)).toFixed(1)
  const title = `${clients} clients, ${story}: at most ${ratio.toFixed(2)} times the steady rate after it`
  return `<g transform="translate(0 ${y})">
<text x="${left}" y="20" font-weight="bold">${title}</text>
<rect x="${x(outageAt)}" y="${top}" width="${x(backAt) - x(outageAt)}" height="${height}" fill="#f3d9d9"/>
${bars}
<line x1="${left}" x2="${left + width}" y1="${limit}" y2="${limit}" stroke="#b3261e" stroke-dasharray="6 4"/>
<text x="${left - 6}" y="${top + 10}" text-anchor="end">${most.toFixed(0)}/s</text>
<text x="${left - 6}" y="${Number(limit) + 4}" text-anchor="end" fill="#b3261e">1.5 x</text>
<text x="${left}" y="${top + height + 16}">0 s</text>
<text x="${x(outageAt)}" y="${top + height + 16}">${outageAt / 1_000} s: away</text>
<text x="${x(backAt)}" y="${top + height + 16}">${backAt / 1_000} s: back</text>
</g>`
}
