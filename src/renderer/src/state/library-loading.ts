/** One loading of all pages. What a change said meanwhile is newer than what a page says. */
export interface Loading {
  /** Null until the first page came. */
  epoch: string | null
  /** The items that pages named. */
  readonly listed: Set<string>
  /** The items that changes named, gone ones too. */
  readonly changed: Set<string>
}

export const newLoading = (): Loading => ({ epoch: null, listed: new Set(), changed: new Set() })
