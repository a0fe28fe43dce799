/** The app reads its command line: it must not find the `-r` that loaded this module. */
export function forgetThisModule(argv: string[], file: string): void {
  const at = argv.indexOf(file)
  if (at > 0) argv.splice(at - 1, 2)
}
