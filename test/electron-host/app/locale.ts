/** The languages of the account, best first, as `LANGUAGE` and `LANG` say; English where they are silent. */
export function preferredLanguages(environment: NodeJS.ProcessEnv): string[] {
  const listed = (environment['LANGUAGE'] ?? '').split(':')
  const single =
    environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? 'C.UTF-8'
  const tags = [...listed, single].map(toTag).filter((tag) => tag !== null)
  return tags.length === 0 ? ['en-US'] : [...new Set(tags)]
}

/** `zh_CN.UTF-8` as `zh-CN`; null for `C` and `POSIX`. */
function toTag(name: string): string | null {
  const [tag = ''] = name.split(/[.@]/)
  return tag === '' || tag === 'C' || tag === 'POSIX' ? null : tag.replace('_', '-')
}
