// Shows sooner what the page shows after a save: previews, what is missing, how many. Saves nothing by itself.
{
  const form = document.getElementById('compose')
  const wait = 700
  let timer
  let asked = 0
  let unsaved = form.hasAttribute('data-unsaved')

  /** What is typed goes in the body of a post: it stands in no address and in no log. Files stay here until they are saved. */
  const typed = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))

  const refresh = async () => {
    const turn = ++asked
    const answer = await fetch(form.dataset.preview, { method: 'POST', body: typed() })
    if (!answer.ok || turn !== asked) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const [now, next] = [document.getElementById('results'), page.getElementById('results')]
    if (!next) return
    // What somebody has opened stays open.
    for (const it of now.querySelectorAll('details[data-key]')) {
      const same = next.querySelector(`details[data-key="${CSS.escape(it.dataset.key)}"]`)
      if (same) same.open = it.open
    }
    now.replaceWith(document.adoptNode(next))
  }
  const later = () => {
    unsaved = true
    clearTimeout(timer)
    timer = setTimeout(() => refresh().catch(() => {}), wait)
  }
  form.addEventListener('input', later)
  form.addEventListener('submit', () => {
    unsaved = false
  })
  addEventListener('beforeunload', event => {
    if (unsaved) event.preventDefault()
  })

  // Only the fields of the chosen way are asked for.
  const way = document.getElementById('how')
  const showWay = () => {
    for (const it of form.querySelectorAll('[data-way]')) it.hidden = it.dataset.way !== way.value
  }
  way.addEventListener('change', showWay)
  showWay()

  // A placeholder goes where the cursor was last.
  let last = form.querySelector('textarea[name^="body-"]')
  form.addEventListener('focusin', ({ target }) => {
    if (target.matches('textarea[name^="body-"]')) last = target
  })
  const insert = ({ dataset }) => {
    const field = dataset.into ? document.getElementById(dataset.into) : last
    field.setRangeText(dataset.insert, field.selectionStart, field.selectionEnd, 'end')
    field.focus()
    later()
  }
  const wire = part => {
    for (const button of part.querySelectorAll('[data-insert]')) {
      button.hidden = false
      button.addEventListener('click', () => insert(button))
    }
  }
  wire(document)

  const search = document.querySelector('#desks form')
  search?.addEventListener('submit', async event => {
    event.preventDefault()
    const answer = await fetch(search.action, { method: 'POST', body: new URLSearchParams(new FormData(search)) })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const found = document.adoptNode(page.getElementById('desks-found'))
    document.getElementById('desks-found').replaceWith(found)
    wire(found)
  })
}
