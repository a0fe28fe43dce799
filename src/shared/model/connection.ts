import * as v from 'valibot'
import { rowId } from './ids.ts'

/** A gateway that agents can sign in to. */
export const profileView = v.object({
  profileId: rowId,
  name: v.string(),
  /** Its https origin, e.g. `https://gateway.example:8043`. */
  origin: v.string(),
  /** The name of an extra certificate file, without its folder. */
  caFileName: v.nullable(v.string()),
  /** The only certificate that is accepted of it; null where authorities decide. */
  pin: v.nullable(v.object({ fingerprint256: v.string(), byPolicy: v.boolean() })),
  /** True where the organisation's policy file set it: it cannot be changed here. */
  managed: v.boolean()
})
export type ProfileView = v.InferOutput<typeof profileView>

export const profileDraft = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.maxLength(80)),
  /** The one address that a renderer ever sends; main accepts https only. */
  url: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300))
})
export type ProfileDraft = v.InferOutput<typeof profileDraft>
