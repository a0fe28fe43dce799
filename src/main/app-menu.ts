import type { BuiltParts } from './parts.ts'
import { createApplicationMenu } from './platform/application-menu.ts'

/** The application's menu follows the language that the agent chooses. */
export function showApplicationMenu({ settings }: BuiltParts, packaged: boolean): void {
  const show = createApplicationMenu({ platform: process.platform, packaged })
  settings.onChange(show)
  show()
}
