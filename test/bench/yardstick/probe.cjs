// Loaded by Electron before an app (`-r`): says on stdout when each step of the window's page is done.
// Neither Node's inspector nor a debugging port is open, so that an app costs what it costs.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- what `-r` loads is CommonJS
const { app } = require('electron/main')

/** Each a name and an expression that is true in the page as soon as the step is done. */
const steps = JSON.parse(process.env.CALLSIDE_YARDSTICK)

/** Done is what has been painted: the second frame after it begins when the first one is drawn. */
const awaited = (expression) => `new Promise((done) => {
  const look = () => {
    requestAnimationFrame(${expression} ? () => requestAnimationFrame(() => done(true)) : look)
  }
  look()
})`

app.once('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    for (const [name, expression] of steps) {
      await contents.executeJavaScript(awaited(expression))
      process.stdout.write(`yardstick ${name}\n`)
    }
  })
})
