/** Narrow reading of JSON that a stranger may have written. Total: whatever comes in, the answer is a value of the type or nothing. */
export type Json = Readonly<Record<string, unknown>>

export const asObject = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Well-formed text: half a surrogate pair would not survive the way into the database and back. */
export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.toWellFormed() : undefined

/** Ids and sizes. Telegram's ids have at most 52 significant bits (https://core.telegram.org/bots/api#chat). */
export const asInteger = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined

export const asNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined
