// The utility process of the fixture: answers every message, and says what it finds around itself.
process.parentPort.on('message', ({ data }) => {
  if (data === 'stop') process.exit(7)
  if (data === 'electron') {
    import('electron').then(({ net }) => {
      try {
        net.request('https://example.org')
      } catch (error) {
        process.parentPort.postMessage(String(error))
      }
    })
    return
  }
  process.stdout.write('worker heard something\n')
  process.parentPort.postMessage({
    back: data,
    argv: process.argv.slice(2),
    type: process.type,
    send: typeof process.send
  })
})
