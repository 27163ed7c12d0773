// Reads what Telegram put into the address, and hands it to the server once. Nothing of telegram.org is loaded.
const page = document.querySelector('[data-enter]')
const status = document.querySelector('[role=status]')
const said = new URLSearchParams(location.hash.slice(1)).get('tgWebAppData')
// It must stand in no history and in nothing that is copied.
history.replaceState(null, '', location.pathname + location.search)

const enter = async () => {
  // Telegram's own web page shows this in a frame, where a browser keeps no strict cookie: only the link helps there.
  if (window.top !== window.self) return page.dataset.framed
  if (!said) return page.dataset.outside
  const body = new URLSearchParams({ data: said, case: new URLSearchParams(location.search).get('case') ?? '' })
  try {
    const answer = await fetch(page.dataset.enter, { method: 'POST', body })
    if (!answer.ok) return page.dataset.refused
    location.replace((await answer.json()).next)
    return ''
  } catch {
    return page.dataset.failed
  }
}
status.textContent = page.dataset.working
status.textContent = await enter()
