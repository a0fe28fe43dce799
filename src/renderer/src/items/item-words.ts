import FileX from '@lucide/svelte/icons/file-x'
import HardDriveDownload from '@lucide/svelte/icons/hard-drive-download'
import ShieldAlert from '@lucide/svelte/icons/shield-alert'
import ShieldCheck from '@lucide/svelte/icons/shield-check'
import Unplug from '@lucide/svelte/icons/unplug'
import type { Component } from 'svelte'
import { currentLanguage, m } from '../../../shared/i18n/index.ts'
import type {
  FileCheck,
  LengthProof,
  LibraryItem,
  SaveStateName
} from '../../../shared/model/library.ts'
import type { Tone } from '../ui/tone.ts'
import { clockTime } from '../words/time-words.ts'
import { fileOf, whyKept } from './item-states.ts'

export const mediaWord: Readonly<Record<LibraryItem['media'], () => string>> = {
  video: m.item_video,
  audio: m.item_audio,
  picture: m.item_picture
}

export const proofSentence: Readonly<Record<LengthProof, () => string>> = {
  'content-length': m.item_proof_content_length,
  'chunked-end': m.item_proof_chunked_end,
  none: m.item_proof_none
}

const stateWord: Readonly<Record<SaveStateName, () => string>> = {
  'not-saved': m.item_state_not_saved,
  queued: m.queue_state_queued,
  'waiting-sign-in': m.queue_state_waiting_sign_in,
  waiting: m.queue_state_waiting,
  paused: m.queue_state_paused,
  downloading: m.queue_state_downloading,
  verifying: m.queue_state_verifying,
  saved: m.item_state_saved,
  'saved-unproven': m.item_state_unproven,
  'needs-attention': m.queue_state_needs_attention,
  cancelled: m.item_state_cancelled
}

const stateTone: Readonly<Record<SaveStateName, Tone>> = {
  'not-saved': 'neutral',
  queued: 'info',
  'waiting-sign-in': 'warn',
  waiting: 'warn',
  paused: 'neutral',
  downloading: 'info',
  verifying: 'busy',
  saved: 'ok',
  'saved-unproven': 'warn',
  'needs-attention': 'problem',
  cancelled: 'neutral'
}

export type Finding = Exclude<FileCheck, 'unchecked' | 'unchanged'>

/** What a look at a saved file found: its badge, and what can be done about it. */
export const findingWords: Readonly<
  Record<
    Finding,
    { tone: Tone; icon: Component<{ size?: number }>; word: () => string; text: () => string }
  >
> = {
  missing: {
    tone: 'problem',
    icon: FileX,
    word: m.item_check_missing,
    text: m.item_check_missing_text
  },
  changed: {
    tone: 'problem',
    icon: ShieldAlert,
    word: m.item_check_changed,
    text: m.item_check_changed_text
  },
  unreachable: {
    tone: 'warn',
    icon: Unplug,
    word: m.item_check_unreachable,
    text: m.item_check_unreachable_text
  }
}

/** What the last look found wrong; null where nothing is known to be. */
export function findingOf(item: LibraryItem): Finding | null {
  const check = fileOf(item)?.check
  return check === 'missing' || check === 'changed' || check === 'unreachable' ? check : null
}

export interface Badge {
  tone: Tone
  text: string
  icon?: Component<{ size?: number }>
}

/** The one thing to know about an item: what is wrong with its file, else where it stands. */
export function badgeOf(item: LibraryItem): Badge {
  const finding = findingOf(item)
  if (finding !== null) {
    const found = findingWords[finding]
    return { tone: found.tone, icon: found.icon, text: found.word() }
  }
  const { state } = item.save
  const badge = { tone: stateTone[state], text: stateWord[state]() }
  const icon = stateIcon[state]
  return icon === undefined ? badge : { ...badge, icon }
}

const stateIcon: Partial<Record<SaveStateName, Component<{ size?: number }>>> = {
  // Its bar moves: an icon that turns as well would keep the processor busy for hours.
  downloading: HardDriveDownload,
  saved: ShieldCheck
}

/** "Video 10:31:05" */
export const itemName = ({ media, startedAt }: LibraryItem): string =>
  m.item_name({ media: mediaWord[media](), time: clockTime(startedAt, currentLanguage()) })

/** Why another agent's item cannot be saved; null for one's own. */
export const saveReason = ({ own, agentId }: LibraryItem): string | null =>
  own ? null : m.item_other_save({ agent: agentId })

/** Why an item cannot be removed from the list; null where it can. */
export function removeReason(item: LibraryItem): string | null {
  switch (whyKept(item)) {
    case 'of-another':
      return m.item_other_remove({ agent: item.agentId })
    case 'held':
      return m.item_remove_held()
    case 'under-way':
      return m.item_remove_queue()
    case null:
      return null
  }
}

/** "Agent 1002", where other agents' items are on screen too; null where all are one's own. */
export const agentName = ({ agentId }: LibraryItem, withAgent: boolean): string | null =>
  withAgent ? m.item_of_agent({ agent: agentId }) : null

/** What a screen reader says of a row: what it is, whose, where it stands, its file. */
export const itemLabel = (item: LibraryItem, withAgent: boolean): string =>
  [
    ...[itemName(item), agentName(item, withAgent), badgeOf(item).text, fileOf(item)?.fileName],
    item.hold ? m.item_hold() : null
  ]
    .filter((part) => part !== null && part !== undefined)
    .join(', ')

export const callName = (callId: string | null): string =>
  callId === null ? m.item_call_unknown() : m.item_call({ id: callId })
