/** Comments that switch a rule off: `eslint-disable…` in any syntax, and Svelte's own. */
const switches = [
  /\/\*\s*(eslint-disable[a-z-]*)(?<rest>[\s\S]*?)\*\//g,
  /\/\/\s*(eslint-disable-(?:next-)?line|svelte-ignore)(?<rest>.*)$/gm,
  /<!--\s*(eslint-disable[a-z-]*|svelte-ignore)(?<rest>[\s\S]*?)-->/g
]
/**
 * `rule-name, other -- why`, or `rule-name (why)` as Svelte wants it: at least one rule, then a reason
 * of at least two words.
 */
const explained = /^\s+[^\s-].*?\s(?:--\s+\S+\s+\S|\(\S+\s[^)]+\))/s

/**
 * Places in a file where a rule is switched off without naming it and saying why.
 * Text, not a lint rule: a lint rule could be switched off by the very comment it looks at.
 */
export function reasonProblems(path: string, text: string): string[] {
  return switches.flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter((match) => !explained.test(match.groups?.['rest'] ?? ''))
      .map(
        (match) =>
          `${path}:${lineOf(text, match.index)}: name the rule and say why: "rule -- why" or, for Svelte, "rule (why)"`
      )
  )
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length
