import type { AuditFile } from '../../src/main/supervision/audit-file.ts'

export interface MemoryAudit extends AuditFile {
  readonly lines: readonly string[]
  /** Every append waits for this, and fails where it does. */
  gate: () => Promise<unknown>
}

/** An audit file without a disk. */
export function memoryAudit(before: readonly string[] = []): MemoryAudit {
  const lines = [...before]
  const audit: MemoryAudit = {
    lines,
    gate: () => Promise.resolve(),
    append: async (line) => {
      await audit.gate()
      lines.push(line)
    },
    tail: () => Promise.resolve(lines)
  }
  return audit
}

/** What the lines say, one word pair each: `intercept asked`. */
export const saidBy = ({ lines }: MemoryAudit): string[] =>
  lines.map((line) => {
    // This test's own lines.
    const { operation, result } = JSON.parse(line) as { operation: string; result: string }
    return `${operation} ${result}`
  })
