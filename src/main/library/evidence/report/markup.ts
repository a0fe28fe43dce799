/** Markup that is safe as it stands: made by {@link html} only. */
export interface Markup {
  readonly markup: string
}

type Part = string | number | Markup | readonly Markup[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** What could turn text around or hide it; line breaks of a note and joined emoji are kept. */
const invisible = /(?![\t\n\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Any text as text: it can be no tag, no attribute and no entity. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(invisible, '\ufffd')
    .replace(/[&<>"']/g, (character) => escapes[character] ?? '')

/** A piece of HTML: whatever is put into it becomes text, unless it is markup already. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const filled = parts.map((part, index) => `${markupOf(part)}${template[index + 1] ?? ''}`)
  return { markup: [template[0], ...filled].join('') }
}

function markupOf(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}

/** Nothing. */
export const none: Markup = { markup: '' }
