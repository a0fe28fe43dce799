import Activity from '@lucide/svelte/icons/activity'
import Clapperboard from '@lucide/svelte/icons/clapperboard'
import Headphones from '@lucide/svelte/icons/headphones'
import Images from '@lucide/svelte/icons/images'
import PhoneCall from '@lucide/svelte/icons/phone-call'
import Settings from '@lucide/svelte/icons/settings'
import type { Component } from 'svelte'
import { m } from '../../../shared/i18n/index.ts'
import type { SessionView } from '../../../shared/model/session.ts'
import type { SupervisionView } from '../../../shared/model/supervision.ts'
import type { ViewName } from '../state/place.svelte.ts'

export interface NavItem {
  view: ViewName
  label: () => string
  icon: Component<{ size?: number }>
}

const now: NavItem = { view: 'now', label: m.shell_nav_now, icon: PhoneCall }
const connect: NavItem = { view: 'now', label: m.shell_nav_connect, icon: PhoneCall }
const library: NavItem = { view: 'library', label: m.library_nav, icon: Clapperboard }
const captures: NavItem = { view: 'captures', label: m.captures_nav, icon: Images }
const inspector: NavItem = { view: 'inspector', label: m.shell_nav_inspector, icon: Headphones }
const activity: NavItem = { view: 'activity', label: m.shell_nav_activity, icon: Activity }
const settings: NavItem = { view: 'settings', label: m.shell_nav_settings, icon: Settings }

/** The screens that can be reached now, in the order of the bar. */
export function navItems(
  session: SessionView | null,
  supervision: SupervisionView | null
): readonly NavItem[] {
  if (session === null || !('agent' in session)) return [connect, activity, settings]
  const right = supervision?.right ?? session.agent.inspector
  return right === 'no'
    ? [now, library, captures, activity, settings]
    : [now, library, captures, inspector, activity, settings]
}
