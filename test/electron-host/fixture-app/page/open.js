/* global document, Image, window, Worker */
const settle = (target, good, bad) =>
  new Promise((resolve) => {
    target[`on${good}`] = () => resolve('reached')
    target[`on${bad}`] = () => resolve('refused')
  })

// Tries every way out of a page that a script has; says which of them reached the address.
window.tryNetwork = async (address) => {
  // Listened to before anything is awaited: an answer may be there by then.
  const image = new Image()
  const fromImage = settle(image, 'load', 'error')
  image.src = `http://${address}/image`
  const worker = new Worker('net-worker.js')
  const fromWorker = new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data)
  })
  worker.postMessage(address)
  const fromSocket = settle(new WebSocket(`ws://${address}/socket`), 'open', 'error')
  navigator.sendBeacon(`http://${address}/beacon`, 'x')
  return {
    fetch: await fetch(`http://${address}/fetch`, { mode: 'no-cors' }).then(
      () => 'reached',
      () => 'refused'
    ),
    image: await fromImage,
    socket: await fromSocket,
    worker: await fromWorker
  }
}
document.body.dataset.ready = 'yes'
