/** Errors whose second argument is a sentence for the log; what is promised is their code. */
const logged = new Set(['AppError'])

const isLogged = ({ node }) =>
  node.type === 'NewExpression' && node.callee.type === 'Identifier' && logged.has(node.callee.name)

/**
 * Leaves the sentences alone that errors carry into the log: no test shall pin their words, and a
 * mutant of one says nothing about the tests.
 */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'log-texts',
    value: {
      shouldIgnore(path) {
        const { parentPath } = path
        if (parentPath === null || !isLogged(parentPath)) return undefined
        return path.listKey === 'arguments' && path.key === 1
          ? 'The sentence that an error carries into the log'
          : undefined
      }
    }
  }
]
