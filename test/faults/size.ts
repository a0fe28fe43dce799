/** True for the whole suite (`npm run faults`); else its short version runs. */
export const isWhole = process.env['CALLSIDE_FAULTS'] === 'whole'

/** How often something is done in the short version and in the whole one. */
export const times = (short: number, whole: number): number => (isWhole ? whole : short)
