import { Late } from '../state/late.svelte.ts'

/** Every screen but *Connect*, which is the first one: what is not on screen is not loaded yet. */
export const createLateScreens = () => ({
  signedIn: new Late(async () => (await import('./SignedIn.svelte')).default),
  library: new Late(async () => (await import('../features/library/Library.svelte')).default),
  captures: new Late(async () => (await import('../features/captures/Captures.svelte')).default),
  inspector: new Late(async () => (await import('../features/inspector/Inspector.svelte')).default),
  activity: new Late(async () => (await import('../features/activity/Activity.svelte')).default),
  doctor: new Late(async () => (await import('../features/doctor/Doctor.svelte')).default),
  settings: new Late(async () => (await import('../features/settings/Settings.svelte')).default)
})

export type LateScreens = ReturnType<typeof createLateScreens>

/**
 * Loads what the agent is likely to open next while the page has nothing else to do, so that no
 * click waits: first what follows a sign-in, and the other screens once somebody is signed in.
 */
export function loadAhead(
  screens: LateScreens,
  signedIn: boolean,
  whenIdle: (work: () => void) => void
): void {
  const wanted = signedIn ? Object.values(screens) : [screens.signedIn]
  for (const screen of wanted) {
    whenIdle(() => {
      screen.load()
    })
  }
}
