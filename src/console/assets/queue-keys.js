// Lets who likes work by single keys; a switch beside the list of them turns them off (WCAG 2.2, 2.1.4). Nothing depends on it.
{
  const links = () => [...document.querySelectorAll('td.category a')]
  const here = () => links().indexOf(document.activeElement.closest?.('tr')?.querySelector('td.category a'))
  const row = () => links()[here()]?.closest('tr')
  const move = step =>
    links()
      .at(Math.min(Math.max(here() + step, 0), links().length - 1))
      ?.focus()
  const unfold = (fold, field) => {
    if (!fold) return
    fold.open = true
    fold.querySelector(field).focus()
  }
  const list = document.getElementById('keys')
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: () => row()?.querySelector('td.tick input')?.click(),
    c: () => {
      const tick = row()?.querySelector('td.tick input')
      if (tick) tick.checked = true
      if (document.querySelector('td.tick input:checked')) document.querySelector('button[value="claim"]')?.click()
    },
    o: () => links()[here()]?.click(),
    '/': () => unfold(document.querySelector('input[name="receipt"]')?.closest('details'), 'input'),
    '?': () => unfold(list, 'summary'),
  }
  const on = document.getElementById('keys-on')
  list.hidden = false
  on.checked = localStorage.getItem('tulay-keys') !== 'off'
  on.addEventListener('change', () => localStorage.setItem('tulay-keys', on.checked ? 'on' : 'off'))
  // Never while somebody types or chooses, nor together with another key.
  const typing = it => it.closest?.('select, textarea, [contenteditable], input:not([type="checkbox"])')
  document.addEventListener('keydown', event => {
    const { key, target } = event
    if (!on.checked || !Object.hasOwn(keys, key) || typing(target)) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    event.preventDefault()
    keys[key]()
  })
}
