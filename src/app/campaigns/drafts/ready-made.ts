import type { Action } from '../../../domain/campaigns/actions.ts'
import type { Kind, Sheet } from '../../../domain/campaigns/sheet.ts'
import type { Lang } from '../../../kit/ids.ts'
import type { CampaignRooms } from '../index.ts'

/** Words to begin with, of our own: no facts, only gaps in square brackets. */
export const READY_MADE = [
  { name: 'alert', kind: 'alert' },
  { name: 'alert-urgent', kind: 'alert', emergency: true },
  { name: 'call', kind: 'call' },
  { name: 'event', kind: 'event' },
  { name: 'petition', kind: 'petition' },
  { name: 'poll', kind: 'poll' },
  { name: 'comment', kind: 'comment' },
  { name: 'sign-on', kind: 'sign-on' },
  { name: 'warning-scam', kind: 'warning' },
  { name: 'warning-rumour', kind: 'warning' },
  { name: 'digest', kind: 'digest' },
] as const satisfies readonly { name: string; kind: Kind; emergency?: boolean }[]
export type ReadyMade = (typeof READY_MADE)[number]

type Words = CampaignRooms['words']

/** What of a sheet it fills in, in every language that has its words. */
export const readyMade = (words: Words, made: ReadyMade): Partial<Sheet> => {
  const { name, kind } = made
  const langs = words
    .languages()
    .map(({ tag }) => tag)
    .filter(tag => words.has(tag, `campaigns.template.${name}.title`))
  // The placeholder stays one.
  const text = (lang: Lang, part: string) =>
    words.text(lang, `campaigns.template.${name}.${part}`, { area: '{{area}}' })
  const said = (part: string) => Object.fromEntries(langs.map(lang => [lang, text(lang, part)]))
  return {
    kind,
    emergency: 'emergency' in made,
    texts: Object.fromEntries(langs.map(lang => [lang, { title: text(lang, 'title'), body: text(lang, 'body') }])),
    actions: actionsOf(kind, said, (key: string) =>
      Object.fromEntries(langs.map(lang => [lang, words.text(lang, `engine.${key}`)])),
    ),
  }
}

type Said = (part: string) => Record<Lang, string>

const actionsOf = (kind: Kind, said: Said, engine: Said): Action[] => {
  if (kind === 'petition') return [{ kind: 'sign', target: null }, { kind: 'friend' }]
  if (kind === 'event') return [{ kind: 'rsvp', places: null }, { kind: 'calendar' }]
  if (kind === 'sign-on') return [{ kind: 'organization' }]
  if (kind === 'call') return [{ kind: 'friend' }]
  if (kind === 'poll') {
    const options = [
      { code: '1', label: engine('yes') },
      { code: '2', label: engine('no') },
    ]
    return [{ kind: 'poll', ask: said('ask'), options, most: 1, other: true }]
  }
  if (kind !== 'comment') return []
  const questions = [
    { code: '1', ask: said('before') },
    { code: '2', ask: said('instead') },
  ]
  return [{ kind: 'comment', summary: said('summary'), questions }]
}
