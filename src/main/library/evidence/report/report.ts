import { currentLanguage, m } from '../../../../shared/i18n/index.ts'
import type { CaseInput } from '../case-input.ts'
import { checkOf, type CaseLayout } from '../case-layout.ts'
import { checkingSection, limitsSection, manifestSection } from './closing-sections.ts'
import { fileSection, row } from './file-section.ts'
import { html, type Markup } from './markup.ts'
import { reportStyle } from './style.ts'
import { moment, sizeInWords } from './words.ts'

/**
 * The report of a case as one HTML page: no script, nothing from elsewhere, readable on a screen
 * and on A4. Everything that comes from outside is put in as text.
 */
export function reportOf(input: CaseInput, { entries, manifests }: CaseLayout): string {
  const title = titleOf(input)
  const sections = input.items.map((item, index) => {
    const folder = input.manifests.findIndex((one) => one.folder === item.facts.folder)
    return fileSection(item, { entry: entries[index] ?? '', manifest: manifests[folder] ?? '' })
  })
  const example = entries[0]?.replace(/^.*\//, '') ?? ''
  const page = html`<!doctype html>
    <html lang="${currentLanguage()}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${m.evidence_title()} – ${title}</title>
        <style>
          ${reportStyle}
        </style>
      </head>
      <body>
        <main>
          ${opening(input, title)} ${sections} ${manifestSection(input.manifests, manifests)}
          ${limitsSection()} ${checkingSection(example)}
        </main>
      </body>
    </html>`
  return `${page.markup}\n`
}

function titleOf({ items }: CaseInput): string {
  const calls = [...new Set(items.map(({ facts }) => facts.callId))]
  const [callId] = calls
  if (calls.length > 1) return m.evidence_title_calls({ count: calls.length })
  return typeof callId === 'string' ? m.evidence_title_call({ callId }) : m.evidence_call_unknown()
}

function opening(input: CaseInput, title: string): Markup {
  const { items, agentId: agent, appVersion: version, at } = input
  const bad = items.filter((item) => checkOf(item) !== 'unchanged').length
  const count = items.length
  const verdict =
    bad === 0
      ? html`<p class="verdict good">${m.evidence_all_unchanged({ count })}</p>`
      : html`<p class="verdict bad">${m.evidence_some_differ({ bad, count })}</p>`
  const together = items.reduce((sum, { facts }) => sum + facts.bytes, 0)
  return html`<header class="opening">
    <p class="eyebrow">${m.evidence_title()}</p>
    <h1>${title}</h1>
    <p class="soft">${m.evidence_made({ agent, version })} · ${moment(at)}</p>
    ${verdict}
    <dl>
      ${row(m.evidence_files(), String(count))}
      ${row(m.evidence_total_size(), sizeInWords(together))}
    </dl>
  </header>`
}
