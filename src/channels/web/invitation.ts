import type { Lang } from '../../kit/ids.ts'
import type { Message } from '../../kit/message.ts'
import type { Texts } from './port.ts'

/** As it stands in a link, `/?c=…`. Whether there is such a campaign is not told before somebody asks for it. */
export const isCampaign = (text: string | undefined): text is string => /^[A-Za-z0-9_-]{22}$/.test(text ?? '')

/** What stands on a page that a link to a campaign has opened. */
export const invitation = (words: Texts, campaign: string, lang: Lang): Message => ({
  lang,
  text: [words.text(lang, 'web.invited.ask')],
  choices: [{ token: `c.${campaign}.open`, label: words.text(lang, 'web.invited.open'), icon: '📣' }],
  verbs: [],
  personal: false,
})

/** What somebody may have typed instead of tapping, whichever language the page was in. */
export const inAnyLanguage = (words: Texts, campaign: string): Message => ({
  ...invitation(words, campaign, 'en'),
  choices: words.languages().flatMap(({ tag }) => invitation(words, campaign, tag).choices),
})
