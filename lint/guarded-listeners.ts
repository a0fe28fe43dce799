import type { Rule, Scope } from 'eslint'

type CallExpression = Extract<Rule.Node, { type: 'CallExpression' }>
type Call = Omit<CallExpression, 'parent'>
type Argument = Call['arguments'][number]

/** Calls that give a listener to something that calls it later. */
const adds = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'])

/**
 * What Electron and the process call goes through `guarded`, so that one listener that throws does not
 * keep the next from hearing: `.on('x', guarded(…))`, or a constant that was made so.
 */
export const guardedListeners: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { bare: 'A listener of the platform goes through guarded() (src/main/guard.ts).' }
  },
  create: (context) => ({
    CallExpression(node) {
      const listener = node.arguments[1]
      if (listener === undefined || !addsListener(node)) return
      if (isGuarded(listener, context.sourceCode.getScope(node))) return
      context.report({ node: listener, messageId: 'bare' })
    }
  })
}

const addsListener = ({ callee }: Call): boolean =>
  callee.type === 'MemberExpression' &&
  callee.property.type === 'Identifier' &&
  adds.has(callee.property.name)

function isGuarded(listener: Argument, scope: Scope.Scope): boolean {
  if (listener.type === 'CallExpression') return isCallOfGuarded(listener)
  return listener.type === 'Identifier' && isMadeGuarded(listener, scope)
}

const isCallOfGuarded = ({ callee }: Call): boolean =>
  callee.type === 'Identifier' && callee.name === 'guarded'

/** A constant of the same file that begins as `guarded(…)`. */
function isMadeGuarded({ name }: { name: string }, from: Scope.Scope): boolean {
  for (let scope: Scope.Scope | null = from; scope !== null; scope = scope.upper) {
    const variable = scope.set.get(name)
    if (variable === undefined) continue
    return variable.defs.some(
      ({ type, parent, node }) =>
        type === 'Variable' &&
        parent.kind === 'const' &&
        node.init?.type === 'CallExpression' &&
        isCallOfGuarded(node.init)
    )
  }
  return false
}
