import type { Lang, LineId, PersonKey } from '../kit/ids.ts'
import type { Message } from '../kit/message.ts'
import type { World } from '../kit/world.ts'
import type { Privacy } from '../privacy/index.ts'
import type { Store } from '../store/index.ts'
import { addLines } from '../store/outbox.ts'
import { type Subscription, subscribers } from '../store/subscriptions.ts'
import { alertMessage } from './alert-message.ts'
import type { AppWords } from './words.ts'

const PAGE = 500

export type TestAlert = { text: string; topics?: string[]; area?: string }
type Rooms = {
  store: Store
  privacy: Privacy
  words: AppWords
  world: World
  pushes(channel: string): boolean
  /** IANA time zone of an area, for quiet hours. */
  zoneOf(area: string | null): string | undefined
}

/**
 * Puts a marked test alert into the outbox for everybody who subscribed to one of the topics (or to all) and the area.
 * It waits out quiet hours, and never delays an answer.
 * @returns how many people it is for.
 */
export const sendTestAlert = async (rooms: Rooms, alert: TestAlert): Promise<number> => {
  const { store } = rooms
  let after: PersonKey | undefined
  let count = 0
  for (;;) {
    const page = await store.tx(async tx => {
      const people = await subscribers(tx, {
        limit: PAGE,
        ...(alert.topics ? { topics: alert.topics } : {}),
        ...(alert.area ? { area: alert.area } : {}),
        ...(after ? { after } : {}),
      })
      await addLines(
        tx,
        people.flatMap(person => lineFor(rooms, person, alert, ++count)),
      )
      return people
    })
    after = page.at(-1)?.person
    if (page.length < PAGE || !after) return count
  }
}

const lineFor = (rooms: Rooms, person: Subscription, alert: TestAlert, at: number) => {
  const { privacy, world, words } = rooms
  const to = privacy.open('address', person.address, person.person)
  if (!to) return []
  const id = Buffer.from(world.random(16)).toString('base64url') as LineId
  const zone = rooms.zoneOf(person.area)
  const letter = {
    to: Buffer.from(to).toString('utf8'),
    message: messageFor(words, person.lang, alert.text),
    ...(zone ? { zone } : {}),
  }
  return [
    {
      id,
      person: person.person,
      channel: person.channel,
      priority: 2 as const,
      state: rooms.pushes(person.channel) ? ('pending' as const) : ('held' as const),
      due: world.now(),
      order: world.now() * 1000 + at,
      body: privacy.seal('outbox', JSON.stringify(letter), id),
      cause: null,
      policy: 'hold' as const,
      attempts: 0,
      code: null,
    },
  ]
}

const messageFor = (words: AppWords, lang: Lang, text: string): Message =>
  alertMessage(words, lang, {
    text: [
      { strong: words.text(lang, 'notices.test_mark') },
      ' ',
      text,
      '\n\n',
      words.text(lang, 'notices.test_alert'),
    ],
  })
