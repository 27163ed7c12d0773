// Shows parts of a page anew when they change; nothing moves under a finger.
{
  const { events, parts } = document.currentScript.dataset
  const find = (id, page = document) => page.getElementById(id)
  const busy = part => part.contains(document.activeElement) || part.querySelector('td input:checked')
  let late
  const look = async () => {
    late = document.hidden
    if (late) return
    // No session is kept alive by this.
    const answer = await fetch(location.href, { headers: { 'x-tulay-by-itself': '1' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const id of parts.split(' '))
      if (busy(find(id))) find('stale').hidden = false
      else find(id).replaceWith(find(id, page))
  }
  // Whoever leaves meanwhile misses nothing.
  const ask = () => look().catch(() => {})
  new EventSource(events).onmessage = ask
  document.addEventListener('visibilitychange', () => late && ask())
}
