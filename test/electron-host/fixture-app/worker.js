// The utility process of the fixture: answers every message, and says what it finds around itself.
process.parentPort.on('message', ({ data }) => {
  if (data === 'stop') process.exit(7)
  if (data === 'electron') {
    import('electron').then((electron) => {
      const names = Object.keys(electron).filter((name) => name !== 'default')
      process.parentPort.postMessage(names.sort().join(' '))
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
