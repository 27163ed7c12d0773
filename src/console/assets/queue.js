// Shows the queue anew when it has changed. Nothing depends on it; nothing moves under a finger.
{
  const find = (id, page = document) => page.getElementById(id)
  const busy = part => part.contains(document.activeElement) || part.querySelector('td input:checked')
  let late
  const look = async () => {
    late = document.hidden
    if (late) return
    // Nobody did anything: no session is kept alive by this.
    const answer = await fetch(location.href, { headers: { 'x-tulay-by-itself': '1' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const id of ['counts', 'rows'])
      if (busy(find(id))) find('stale').hidden = false
      else find(id).replaceWith(find(id, page))
  }
  // Whoever leaves meanwhile misses nothing.
  const ask = () => look().catch(() => {})
  new EventSource('/staff/queue/events').onmessage = ask
  document.addEventListener('visibilitychange', () => late && ask())
}
