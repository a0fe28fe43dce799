import type { Rule } from 'eslint'

/** What of a type assertion is looked at; ESLint's own types know JavaScript only. */
interface Cast {
  typeAnnotation: { typeName?: { name?: string } }
  parent?: Rule.Node
}

/**
 * A cast says that we know better than the compiler: a comment beside it says why. `as const` is
 * no cast. The comment stands on a line of the statement, or at most three lines above it.
 */
export const explainedCasts: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { unexplained: 'A cast needs a comment that says why it is true.' }
  },
  create: (context) => {
    const commented = new Set(
      context.sourceCode.getAllComments().flatMap(({ loc }) => {
        if (loc === undefined || loc === null) return []
        return Array.from(
          { length: loc.end.line - loc.start.line + 1 },
          (_, i) => loc.start.line + i
        )
      })
    )
    return {
      TSAsExpression: (node: Rule.Node) => {
        // The selector hands over a type assertion.
        const cast = node as unknown as Cast
        if (cast.typeAnnotation.typeName?.name === 'const') return
        if (!linesAround(node).some((line) => commented.has(line))) {
          context.report({ node, messageId: 'unexplained' })
        }
      }
    }
  }
}

/** A comment above the statement counts even where it stands above the call around it. */
const linesAbove = 3

function linesAround(node: Rule.Node): number[] {
  let statement: Rule.Node | null = node
  while (statement !== null && !/(Statement|Declaration)$/.test(statement.type)) {
    statement = statement.parent
  }
  const first = (statement?.loc?.start.line ?? 1) - linesAbove
  const last = node.loc?.end.line ?? first
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
