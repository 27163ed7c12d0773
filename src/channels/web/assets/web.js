// Saves reloads; nothing depends on it. Less than 1 kB as served, hence the short names, and the elements that the
// browser knows by their ids: `note` is the live region, `news` its link, `now` the main part. No string holds a space:
// spaces around signs are taken out when it is served.
{
  const d = document
  let busy, esc
  const say = k => {
    note.firstChild.textContent = note.dataset[k]
  }
  // Quick exit: blank before the network answers, and gone from the history.
  const leave = () => {
    d.body.hidden = 1
    location.replace('/leave')
  }
  d.onkeydown = e => {
    if (e.key !== 'Escape') return
    if (e.timeStamp - esc < 900) leave()
    esc = e.timeStamp
  }
  d.onclick = e => {
    const t = e.target
    // Who clicks twice by habit would answer the page that has come meanwhile.
    if (e.detail > 1) e.preventDefault()
    if (t.id === 'exit') leave(e.preventDefault())
    // A tenth of a degree is all that leaves the browser.
    if (t.id === 'here')
      navigator.geolocation.getCurrentPosition(
        ({ coords: c }) => {
          lat.value = c.latitude.toFixed(1)
          lon.value = c.longitude.toFixed(1)
          t.form.requestSubmit()
        },
        () => say('place'),
      )
  }
  d.onsubmit = async e => {
    e.preventDefault()
    if (busy) return
    busy = 1
    say('wait')
    try {
      const r = await fetch('/', { method: 'POST', body: new FormData(e.target, e.submitter) })
      if (/429|5../.test(r.status)) throw 0
      // It brings its own language and direction.
      d.body.replaceWith(new DOMParser().parseFromString(await r.text(), 'text/html').body)
      now.focus()
      scroll(0, 0)
    } catch {
      say('off')
    }
    busy = 0
  }
  setInterval(async () => {
    if (!d.hidden) news.hidden = (await fetch('/new', { headers: { 'If-None-Match': now.dataset.shown } })).status > 200
  }, 3e4)
}
