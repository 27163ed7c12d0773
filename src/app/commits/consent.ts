import { isoWeek } from '../../domain/deadlines.ts'
import { savePerson } from '../../store/people.ts'
import type { Verb } from './verb.ts'

/** The active yes: from now on, and only from now on, this person has a row. The week is kept, not the hour. */
export const consent: Verb = async ({ tx, talk, now, tools }) => {
  const lang = talk.session?.lang ?? talk.lang ?? tools.words.languages()[0]?.tag ?? 'en'
  talk.since = isoWeek(now)
  talk.lang = lang
  talk.consent = true
  await savePerson(tx, { person: talk.person, lang, since: talk.since })
  return { outcome: 'ok' }
}
