import type { SealedCase } from '../app/cases/index.ts'
import { labelOf } from './case-labels.ts'
import type { ConsoleWords } from './words.ts'

/** What a holder's browser opens, as JSON; bytes as base64url. Read by `readSealed` in assets/case/sealed.js. */
export const sealedJson = (words: ConsoleWords, { parts, entries, next, ...keys }: SealedCase) => ({
  next,
  ...Object.fromEntries(Object.entries(keys).map(([name, bytes]) => [name, text(bytes)])),
  parts: parts.map(text),
  entries: entries.map(entry => ({
    number: entry.number,
    kind: entry.kind,
    label: labelOf(words, entry),
    ...(entry.body ? { body: text(entry.body) } : {}),
  })),
})

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
