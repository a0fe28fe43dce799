/* global document, window */
window.apiAtStart = typeof window.api
document.querySelector('#add').addEventListener('click', async () => {
  const sum = document.querySelector('#sum')
  sum.textContent = String(await window.api.echo(Number(sum.textContent) + 21))
})
document.body.dataset.ready = 'yes'
