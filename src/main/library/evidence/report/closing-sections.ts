import { m } from '../../../../shared/i18n/index.ts'
import type { CaseManifest } from '../case-input.ts'
import { row } from './file-section.ts'
import { html, none, type Markup } from './markup.ts'
import { manifestInWords } from './words.ts'

/** Whether the manifests hold, and the hash that stands for everything in them. */
export function manifestSection(
  manifests: readonly CaseManifest[],
  entries: readonly string[]
): Markup {
  const rows = manifests.map(({ check, text }, index) => {
    const mark = check?.whole === true ? 'good' : 'bad'
    const interrupted = check?.interrupted ?? 0
    const torn =
      interrupted === 0
        ? none
        : html`<br />${m.evidence_manifest_interrupted({ count: interrupted })}`
    const copied =
      text === null && check !== null ? html`<br />${m.evidence_manifest_too_long()}` : none
    const verdict = html`<span class="${mark}">${manifestInWords(check)}</span>${torn}${copied}`
    const end = check?.end ?? null
    return html`${row(entries[index] ?? '', verdict)}
    ${end === null ? none : row(m.evidence_manifest_end(), html`<code>${end}</code>`)}`
  })
  return html`<section>
    <h2>${m.evidence_manifests()}</h2>
    <p>${m.evidence_manifest_text()}</p>
    <dl>${rows}</dl>
  </section>`
}

/** What hashes prove and what they do not, in plain words. */
export function limitsSection(): Markup {
  const points = [
    m.evidence_proves_1(),
    m.evidence_proves_2(),
    m.evidence_proves_3(),
    m.evidence_proves_4(),
    m.evidence_proves_5()
  ]
  return html`<section>
    <h2>${m.evidence_proves()}</h2>
    <ul>
      ${points.map((point) => html`<li>${point}</li>`)}
    </ul>
  </section>`
}

/** Commands of each system that need nothing of ours. */
export function checkingSection(fileName: string): Markup {
  return html`<section>
    <h2>${m.evidence_verify()}</h2>
    <p>${m.evidence_verify_text()}</p>
    <dl class="commands">
      ${row(m.evidence_verify_windows(), html`<code>Get-FileHash "${fileName}"</code>`)}
      ${row(m.evidence_verify_mac(), html`<code>shasum -a 256 "${fileName}"</code>`)}
      ${row(m.evidence_verify_linux(), html`<code>sha256sum "${fileName}"</code>`)}
    </dl>
  </section>`
}
