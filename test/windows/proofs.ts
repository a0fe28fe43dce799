import { dataProofs } from './data.ts'
import { fileProofs } from './files.ts'
import { killProofs } from './killed.ts'
import { leavingProofs } from './leaving.ts'
import type { Proof } from './proof.ts'

export const proofs: readonly Proof[] = [
  ...dataProofs,
  ...fileProofs,
  ...killProofs,
  ...leavingProofs
]
