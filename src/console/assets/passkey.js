/**
 * Passkeys: fetches what to sign, lets the browser ask its person, and sends the answer with the form. Without this script, or in a
 * browser that knows no passkeys, the forms stay hidden: name, passphrase and code are always there.
 */
const { browserSupportsWebAuthn, startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser

const sign = async form => {
  const asked = await fetch(form.dataset.passkey, { method: 'POST', body: new URLSearchParams() })
  if (!asked.ok) throw new Error(`${asked.status}`)
  const optionsJSON = await asked.json()
  // A fresh proof comes from one's own passkeys; an empty list would offer every one on the device.
  if (form.dataset.own !== undefined && optionsJSON.allowCredentials.length === 0) return undefined
  return form.dataset.make === undefined ? startAuthentication({ optionsJSON }) : startRegistration({ optionsJSON })
}

const send = async form => {
  const [button, status] = [form.querySelector('button'), form.querySelector('[role=status]')]
  const tell = what => {
    status.textContent = form.dataset[what]
    button.disabled = false
  }
  button.disabled = true
  status.textContent = form.dataset.working
  try {
    const answer = await sign(form)
    if (!answer) return tell('none')
    form.querySelector('[name=answer]').value = JSON.stringify(answer)
    form.submit()
  } catch (error) {
    tell(error.name === 'InvalidStateError' ? 'known' : 'failed')
  }
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!browserSupportsWebAuthn()) break
  form.hidden = false
  form.addEventListener('submit', event => {
    event.preventDefault()
    send(form)
  })
}
