/* global self */
self.onmessage = async ({ data: address }) => {
  const tried = await fetch(`http://${address}/worker`, { mode: 'no-cors' }).then(
    () => 'reached',
    () => 'refused'
  )
  const own = await fetch('/where').then(
    ({ ok }) => (ok ? 'served' : 'not served'),
    () => 'not served'
  )
  self.postMessage(`${tried}, own ${own}`)
}
