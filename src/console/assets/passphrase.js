/**
 * Turns a passphrase into the sign-in key, here in the browser: the passphrase itself has no name in the form and is never sent.
 * Argon2id (3 passes, 64 MiB), then BLAKE2b with a name of its own, so that the key that opens reports is another one. Without
 * this script the form takes the sign-in key as it is written.
 */
const form = document.querySelector('form[data-sodium]')
const [passphrase, again] = form.querySelectorAll('input[type=password]')
const status = form.querySelector('[role=status]')
const key = form.querySelector('input[name=key]')

for (const part of form.querySelectorAll('[data-script]')) part.hidden = false
for (const part of form.querySelectorAll('details[open]')) part.open = false
if (again) for (const input of [passphrase, again]) input.required = true

form.addEventListener('submit', async event => {
  // The key itself was typed.
  if (!again && passphrase.value === '') return
  event.preventDefault()
  const words = passphrase.value.normalize('NFKC')
  if (again && [...words].length < 16) return tell('short')
  if (again && words !== again.value.normalize('NFKC')) return tell('differ')
  tell('working')
  form.querySelector('button').disabled = true
  try {
    const { default: sodium } = await import(form.dataset.sodium)
    await sodium.ready
    const bytes = await saltOf(sodium)
    // Lets the browser show what stands above before it is busy.
    await new Promise(done => setTimeout(done, 60))
    key.value = base32(signInKey(sodium, words, bytes))
    passphrase.value = ''
    if (again) again.value = ''
    form.submit()
  } catch {
    form.querySelector('button').disabled = false
    tell('failed')
  }
})

const tell = what => {
  status.textContent = form.dataset[what]
}

const saltOf = async sodium => {
  const body = new URLSearchParams({ name: form.querySelector('input[name=name]').value })
  const answer = await fetch(form.dataset.salt, { method: 'POST', body })
  return sodium.from_base64((await answer.json()).salt)
}

const signInKey = (sodium, words, bytes) => {
  const { crypto_pwhash_ALG_ARGON2ID13: algorithm } = sodium
  const stretched = sodium.crypto_pwhash(32, words, bytes, 3, 64 * 1024 * 1024, algorithm)
  return sodium.crypto_generichash(20, 'tulay sign-in v1', stretched)
}

const base32 = bytes => {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  return bits
    .match(/.{5}/g)
    .map(five => letters[Number.parseInt(five, 2)])
    .join('')
}
