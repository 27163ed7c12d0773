/** Texts that a rule of reading would flag and that stand nevertheless, each with the reason; a test says that each is needed. */
import type { Rule } from '../finding.ts'

export type Exempt = { key: string; rule: Rule; why: string }

export const EXEMPT: readonly Exempt[] = [
  {
    key: 'flows.start.privacy.ask',
    rule: 'long-sentence',
    why: 'the notice before the first yes has three sentences in every language (test/app/locales.test.ts), and all of it must be said there',
  },
]

export const isExempt = (key: string, rule: Rule): boolean =>
  EXEMPT.some(exempt => exempt.key === key && exempt.rule === rule)
