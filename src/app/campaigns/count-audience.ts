import { setImmediate as turn } from 'node:timers/promises'
import type { Audience } from '../../domain/campaigns/audience.ts'
import { type Spoken, spokenTo } from '../../domain/campaigns/spoken.ts'
import { type Shown, shown } from '../../domain/suppression.ts'
import type { ChannelName, Lang, PersonKey } from '../../kit/ids.ts'
import type { Privacy } from '../../privacy/index.ts'
import type { Store } from '../../store/index.ts'
import { readAudience } from './audience.ts'

/** How many would get it. `langs`: by the language in which they would, every language that has a text; `channels`: those of five or more. */
export type Counted = {
  all: Shown
  langs: { lang: Lang; n: Shown }[]
  channels: { channel: ChannelName; n: Shown }[]
}

/** So many subscriptions in one transaction: answers wait a few milliseconds. */
const PAGE = 1000

/** Counts whom an audience reaches, as it stands now. Few are never told by number (`domain/suppression.ts`). */
export const countAudience = async (
  { store, privacy }: { store: Pick<Store, 'tx'>; privacy: Privacy },
  audience: Audience,
  spoken: Spoken,
): Promise<Counted> => {
  const langs = new Map<Lang, number>(spoken.langs.map(lang => [lang, 0]))
  const channels = new Map<ChannelName, number>()
  let all = 0
  let after: PersonKey | undefined
  do {
    const { members, last } = await store.tx(tx => readAudience(tx, privacy, audience, { after, size: PAGE }))
    for (const member of members) {
      const lang = spokenTo(spoken, member.lang)
      if (lang === undefined) continue
      all++
      langs.set(lang, (langs.get(lang) ?? 0) + 1)
      channels.set(member.channel, (channels.get(member.channel) ?? 0) + 1)
    }
    after = last
    await turn()
  } while (after !== undefined)
  return {
    all: shown(all),
    langs: [...langs].map(([lang, n]) => ({ lang, n: shown(n) })),
    channels: [...channels].map(([channel, n]) => ({ channel, n: shown(n) })).filter(({ n }) => n !== 'few'),
  }
}
