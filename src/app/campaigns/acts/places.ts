/** Places at an event, and who waits for one. */
import { COMING, WAITING } from '../../../domain/campaigns/figures.ts'
import { zoneOf } from '../../../domain/zones.ts'
import type { World } from '../../../kit/world.ts'
import type { Privacy } from '../../../privacy/index.ts'
import { waitingIn } from '../../../store/campaigns/actions.ts'
import { countActs } from '../../../store/campaigns/tallies.ts'
import type { Tx } from '../../../store/index.ts'
import { addLines } from '../../../store/outbox.ts'
import { noticeLine } from '../../notice-line.ts'
import { type ComposeTools, textLang } from '../compose.ts'
import type { Call } from './call.ts'
import { type Actor, type Deed, deedIn, putDeed } from './ledger.ts'

export type PlaceTools = {
  privacy: Privacy
  world: World
  words: ComposeTools['words']
  pushes(channel: string): boolean
}

const placesOf = ({ sheet }: Call): number | null =>
  sheet.actions.flatMap(action => (action.kind === 'rsvp' ? [action.places] : []))[0] ?? null

/** `null`: as many as come. */
export const placesLeft = async (tx: Tx, call: Call): Promise<number | null> => {
  const places = placesOf(call)
  return places === null ? null : Math.max(0, places - (await countActs(tx, call.campaign.id, 'rsvp', COMING)))
}

/** Who has waited longest gets what is free, and is told if they wanted to be. */
export const fillPlaces = async (tx: Tx, tools: PlaceTools, call: Call): Promise<void> => {
  const free = await placesLeft(tx, call)
  if (free === 0 || (await countActs(tx, call.campaign.id, 'rsvp', WAITING)) === 0) return
  const waiting = (await waitingIn(tx, call.campaign.id))
    .flatMap(row => deedIn(tools.privacy, row).map(deed => ({ row, deed })))
    .sort((a, b) => a.deed.body.turn - b.deed.body.turn)
  for (const { row, deed } of waiting.slice(0, free ?? waiting.length)) {
    const actor = { campaign: row.campaign, token: row.token }
    await putDeed(tx, tools.privacy, actor, { ...deed, state: 'done', body: { ...deed.body, turn: 0 } }, deed)
    await tell(tx, tools, call, deed)
  }
}

/** Which number on the list somebody has. */
export const turnOf = async (tx: Tx, { privacy }: Pick<PlaceTools, 'privacy'>, me: Actor): Promise<number> => {
  const waiting = (await waitingIn(tx, me.campaign)).flatMap(row =>
    deedIn(privacy, row).map(({ body }) => ({ token: row.token, turn: body.turn })),
  )
  const mine = waiting.find(({ token }) => token === me.token)?.turn ?? 0
  return waiting.filter(({ turn }) => turn <= mine).length
}

const tell = async (tx: Tx, tools: PlaceTools, { campaign, sheet }: Call, { body }: Deed): Promise<void> => {
  if (!body.to) return
  const { channel, address } = body.to
  const read = textLang(sheet, body.lang)
  const title = (read === undefined ? undefined : sheet.texts[read]?.title) ?? ''
  const label = tools.words.text(body.lang, 'notices.campaign.look')
  const message = {
    lang: body.lang,
    text: [tools.words.text(body.lang, 'notices.campaign.place'), ...(title ? ['\n\n', { strong: title }] : [])],
    choices: [{ token: `c.${campaign.id}.open`, label, short: label }],
    verbs: [],
    personal: true,
  }
  const person = tools.privacy.person(channel, address)
  const zone = zoneOf(body.area || null)
  await addLines(tx, [noticeLine(tools, { person, channel, to: address, message, zone })])
}
