import { m } from '../../../../shared/i18n/index.ts'
import type { GatheredItem } from '../case-input.ts'
import { checkOf, isIncluded } from '../case-layout.ts'
import { html, none, type Markup } from './markup.ts'
import {
  checkInWords,
  lengthInWords,
  mediaInWords,
  moment,
  remoteInWords,
  sizeInWords,
  sourceInWords
} from './words.ts'

/** One row of a list of facts; nothing where there is nothing to say. */
export const row = (term: string, value: Markup | string): Markup =>
  value === '' || value === none
    ? none
    : html`<div>
        <dt>${term}</dt>
        <dd>${value}</dd>
      </div>`

/** Where the parts of one file lie in the archive. */
export interface Entries {
  readonly entry: string
  readonly manifest: string
}

/** All that is known of one file. */
export function fileSection(item: GatheredItem, entries: Entries): Markup {
  const { facts } = item
  const check = checkOf(item)
  const name = html`<h2>${facts.fileName}</h2>`
  const kind = html`<p class="soft">${mediaInWords[facts.media]()}${openLink(item, entries)}</p>`
  return html`<section class="file">
    <header>${name}<span class="mark ${check}">${checkInWords[check]()}</span>${kind}</header>
    ${checkText(item)}
    ${item.note === '' ? none : html`<p class="note"><b>${m.evidence_note()}</b> ${item.note}</p>`}
    <dl>${describing(item)}${onGateway(item)}${onDisk(item)}${evidence(item, entries)}</dl>
  </section>`
}

function openLink({ found }: GatheredItem, { entry }: Entries): Markup {
  if (!isIncluded(found)) return none
  const address = entry.split('/').map(encodeURIComponent).join('/')
  return html`<span class="open"> · <a href="${address}">${m.evidence_open()}</a></span>`
}

function checkText(item: GatheredItem): Markup {
  const { found } = item
  if (found === 'missing') return html`<p class="bad">${m.evidence_missing_text()}</p>`
  if (found === 'unreachable') return html`<p class="bad">${m.evidence_unreachable_text()}</p>`
  if (found === 'as-saved' || checkOf(item) === 'unchanged') {
    return html`<p>${m.evidence_unchanged_text()}</p>`
  }
  const text = m.evidence_changed_text({ bytes: sizeInWords(found.bytes) })
  return html`<p class="bad">${text} <code>${found.sha256}</code></p>`
}

const warning = (text: string): Markup => html`<br /><span class="bad">${text}</span>`

function describing({ tags, hold }: GatheredItem): Markup[] {
  const marks = tags.map((tag) => html`<span class="tag">${tag}</span> `)
  return [
    row(m.evidence_tags(), marks.length === 0 ? none : html`${marks}`),
    row(m.evidence_hold(), hold ? m.evidence_hold_text() : none)
  ]
}

function onGateway({ facts }: GatheredItem): Markup[] {
  const { callId, agentId, host, remote, media, startedAt, stoppedAt, failed } = facts
  const isPicture = media === 'picture'
  const end = stoppedAt === null ? html`${m.evidence_not_stopped()}` : moment(stoppedAt)
  const gateway = host === 'practice' ? m.evidence_gateway_practice() : host
  return [
    row(m.evidence_call(), callId ?? m.evidence_call_unknown()),
    row(m.evidence_agent(), agentId),
    row(m.evidence_gateway(), gateway),
    row(m.evidence_remote(), html`<span class="path">${remoteInWords(remote)}</span>`),
    row(m.evidence_known_by(), sourceInWords[facts.knownBy]()),
    row(isPicture ? m.evidence_taken() : m.evidence_started(), moment(startedAt)),
    isPicture
      ? none
      : row(m.evidence_stopped(), html`${end}${failed ? warning(m.evidence_failed()) : none}`)
  ]
}

function onDisk({ facts, sidecar }: GatheredItem): Markup[] {
  const length = lengthInWords[facts.lengthProof]()
  const grown = facts.mayHaveGrown ? warning(m.evidence_grown()) : none
  const asked = sidecar === null ? none : moment(sidecar.read.facts.requestedAt)
  return [
    row(m.evidence_requested(), asked),
    row(m.evidence_saved(), moment(facts.savedAt)),
    row(m.evidence_size(), sizeInWords(facts.bytes)),
    row('SHA-256', html`<code>${facts.sha256}</code>`),
    row(m.evidence_length(), html`${length}${grown}`)
  ]
}

function evidence(item: GatheredItem, { entry, manifest }: Entries): Markup[] {
  const line = item.manifestLine
  const where = line === null ? m.evidence_manifest_line_none() : { line: String(line), manifest }
  return [
    row(m.evidence_tries(), triesInWords(item)),
    row(m.evidence_sidecar(), sidecarInWords(item, entry)),
    row(
      m.evidence_manifest_line(),
      typeof where === 'string' ? where : m.evidence_manifest_line_at(where)
    )
  ]
}

function triesInWords({ sidecar }: GatheredItem): string {
  if (sidecar === null) return ''
  const { tries, startedAgain } = sidecar.read.facts
  return startedAgain ? m.evidence_tries_again({ count: tries }) : String(tries)
}

function sidecarInWords({ sidecar, facts }: GatheredItem, entry: string): Markup {
  if (sidecar === null) return html`<span class="bad">${m.evidence_sidecar_gone()}</span>`
  const { itemId, sha256 } = sidecar.read.facts
  const same = itemId === facts.itemId && sha256 === facts.sha256
  const name = html`<span class="path">${entry}.json</span>`
  return same ? name : html`${name} <span class="bad">${m.evidence_sidecar_differs()}</span>`
}
