import { EVERYBODY } from '../../../src/domain/campaigns/audience.ts'
import type { Sheet } from '../../../src/domain/campaigns/sheet.ts'

/** A whole sheet: a call in two languages, for everybody, now, until 2100. */
export const sheetOf = (changes: Partial<Sheet> = {}): Sheet => ({
  v: 1,
  instance: 'demo-instance',
  campaign: 'AAAAAAAAAAAAAAAAAAAAAA',
  number: 1,
  purpose: 'call',
  kind: 'call',
  goal: 'Demo: wages are paid in full',
  emergency: false,
  texts: {
    en: { title: 'Demo: pay on time', body: 'This is a demo call for {{area}}.' },
    ja: { title: 'デモ：給料は期日に', body: 'これはデモです。{{area}}' },
  },
  fallback: 'en',
  media: {},
  actions: [],
  audience: EVERYBODY,
  when: { how: 'now' },
  until: 4_102_444_800_000,
  ends: null,
  event: null,
  sources: [],
  checks: [],
  open: false,
  ...changes,
})
