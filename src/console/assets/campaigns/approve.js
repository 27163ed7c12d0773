// Signs a sheet with one's own key: the passphrase and the opened key never leave this browser, and nothing of them stays.
import { fromText, ready } from '../case/crypto.js'
import { askAt, refusal } from '../keys/ask.js'
import { painted } from '../keys/own.js'
import { approvalOf, openSigner, sign } from './sign.js'

const form = document.getElementById('approve')
const told = document.getElementById('told')
const { campaign, sheet, now, body } = form.dataset
const words = JSON.parse(form.dataset.words)
const loaded = performance.now()

form.addEventListener('submit', async event => {
  event.preventDefault()
  const input = document.getElementById('passphrase')
  const button = form.querySelector('button')
  button.disabled = true
  told.textContent = words.opening
  await painted()
  try {
    const { wrapped } = await askAt('/staff/signing/own')
    const privateKey = openSigner(fromText(wrapped), input.value)
    if (!privateKey) throw refusal('wrong')
    input.value = ''
    // By the server's clock: this phone's may be wrong.
    const at = Math.floor(Number(now) + performance.now() - loaded)
    const signature = sign(approvalOf(body, at), privateKey)
    privateKey.fill(0)
    await askAt(`/staff/campaigns/${campaign}/approve`, { sheet, at, signature })
    location.assign(`/staff/campaigns/${campaign}/approve?sheet=${sheet}`)
  } catch (error) {
    told.textContent = error instanceof TypeError ? words.offline : (words[error.why ?? error.message] ?? words.refused)
    button.disabled = false
  }
})

await ready()
document.getElementById('scriptless').hidden = true
form.hidden = false
