import * as fastCheck from 'fast-check'

/**
 * fast-check for mutation tests, in its place (vitest.mutate.config.ts): at most a hundred examples
 * a property. A hundred thousand for each mutant would take days, and a mutant that a hundred do not
 * find calls for an example of its own.
 */
const mostRuns = 100

type Property = fastCheck.IRawProperty<unknown>
type Parameters = fastCheck.Parameters<unknown>

export * from 'fast-check'

// What is exported here by name goes before the same name of the line above.
export const assert = ((property: Property, parameters?: Parameters) =>
  fastCheck.assert(property, {
    ...parameters,
    numRuns: Math.min(parameters?.numRuns ?? mostRuns, mostRuns)
    // One implementation for each of its three forms, which differ in what they give back only.
  })) as typeof fastCheck.assert

export default { ...fastCheck, assert }
