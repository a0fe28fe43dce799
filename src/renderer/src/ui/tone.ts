/** How good a state is for whoever reads it. */
export type Tone = 'ok' | 'info' | 'warn' | 'problem' | 'neutral' | 'busy'
