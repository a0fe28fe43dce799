/**
 * A quit cuts off whatever the app and the host still wait for, so while the app is ending a rejected
 * promise is no news. Before that it ends the process, as Node has it.
 */
export function forgiveLateRejections(app: { readonly isEnding: boolean }): void {
  process.on('unhandledRejection', (reason) => {
    if (!app.isEnding) throw reason
  })
}
