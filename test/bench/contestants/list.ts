import type { Contestant } from './job.ts'

/** Contestants that are Node processes. Each loads only what it needs, or start-ups could not be compared. */
export const nodeContestants = {
  app: async () => (await import('./app.ts')).app,
  'app-process': async () => (await import('./app-process.ts')).appProcess,
  'https-pipeline': async () => (await import('./https-pipeline.ts')).httpsPipeline,
  'https-filesink': async () => (await import('./https-filesink.ts')).httpsFileSink,
  'got-filesink': async () => (await import('./got-filesink.ts')).gotFileSink
} satisfies Record<string, () => Promise<Contestant>>

/** Contestants that are other people's programs. */
export const shellContestants = ['curl', 'shell'] as const

export type ContestantName = keyof typeof nodeContestants | (typeof shellContestants)[number]

export const isNodeContestant = (name: string): name is keyof typeof nodeContestants =>
  Object.hasOwn(nodeContestants, name)
