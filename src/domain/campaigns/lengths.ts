/**
 * What each messenger can show of one message. Lengths in UTF-16 units, which never undercounts.
 *
 * Telegram: https://core.telegram.org/bots/api#sendmessage (text 1–4096) and #sendphoto (caption 0–1024).
 * Messenger: https://developers.facebook.com/docs/messenger-platform/reference/send-api (text 2000) and …/send-messages/quick-replies
 * (13, titles of 20). WhatsApp: https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages (text 4096, caption 1024,
 * three reply buttons of 20 under a text of 1024, or a list of ten rows of 24 under a text of 4096).
 * SMS: 3GPP TS 23.038 (alphabets) and TS 23.040 §9.2.3.24.1 (parts); ten parts are what most carriers let pass.
 */
export const SHOWN_ON = ['telegram', 'messenger', 'whatsapp', 'web', 'sms'] as const
export type ShownOn = (typeof SHOWN_ON)[number]

export const LENGTHS = {
  telegram: { text: 4096, caption: 1024, label: 64 },
  messenger: { text: 2000, replies: 13, label: 20 },
  whatsapp: { text: 4096, caption: 1024, buttons: 3, buttoned: 1024, label: 20, rows: 10, row: 24 },
  sms: { parts: 10, gsm: { whole: 160, part: 153 }, ucs2: { whole: 70, part: 67 } },
} as const

/** The basic table of TS 23.038 §6.2.1, and what takes two places because it needs the escape. */
const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const ESCAPED = new Set('\f^{}\\[~]|€')

export type SmsSize = { alphabet: 'gsm' | 'ucs2'; units: number; parts: number }

/** How many parts a text takes, and in which alphabet: one letter outside GSM-7 halves what fits. */
export const smsSize = (text: string): SmsSize => {
  const letters = [...text]
  const gsm = letters.every(it => GSM.has(it) || ESCAPED.has(it))
  const alphabet = gsm ? 'gsm' : 'ucs2'
  const sizes = letters.map(it => (gsm ? (ESCAPED.has(it) ? 2 : 1) : it.length))
  const units = sizes.reduce((sum, size) => sum + size, 0)
  const { whole, part } = LENGTHS.sms[alphabet]
  if (units <= whole) return { alphabet, units, parts: units === 0 ? 0 : 1 }
  // A letter of two units is never torn: it goes to the next part.
  let parts = 1
  let filled = 0
  for (const size of sizes) {
    if (filled + size > part) {
      parts++
      filled = 0
    }
    filled += size
  }
  return { alphabet, units, parts }
}
