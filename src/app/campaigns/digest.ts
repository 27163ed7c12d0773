/**
 * One message a week, for those who chose it instead of single alerts: what went out and was meant for them too, each with a button that
 * shows it. What a line holds is which calls; their words are of what people have signed, verified again when it goes.
 */
import { shortened } from '../../domain/campaigns/pages.ts'
import { digestSpan, digestTime } from '../../domain/campaigns/week.ts'
import { outsideQuietHours } from '../../domain/quiet-hours.ts'
import { zoneOf } from '../../domain/zones.ts'
import type { CampaignId, Instant, Lang, LineId, PersonKey } from '../../kit/ids.ts'
import type { Choice, Message } from '../../kit/message.ts'
import type { Member } from '../../store/audience.ts'
import { callsBegun } from '../../store/campaigns/runs.ts'
import type { Tx } from '../../store/index.ts'
import { readMeta, writeMeta } from '../../store/meta.ts'
import { addLines } from '../../store/outbox.ts'
import { alertMessage } from '../alert-message.ts'
import { type Call, callOf, mayRing } from './acts/call.ts'
import { openAddress, readAudience } from './audience.ts'
import { type ComposeTools, textLang } from './compose.ts'
import { sealLetter } from './deliver/letter.ts'
import type { RunRooms } from './runs/rooms.ts'

const PAGE = 500
const PAGES = 20
/** Who was off for longer does not send last Sunday's on Thursday. */
const LATE_MS = 2 * 86_400_000
/** More than that nobody reads. */
const MOST = 10
const LONGEST_LABEL = 40

/** Makes the lines of the digest that is due, some pages at a time. Returns how many people got one. */
export const sendDigests = async (rooms: RunRooms, now: Instant): Promise<number> => {
  if (rooms.hold()) return 0
  let count = 0
  for (let pages = 0; pages < PAGES; pages++) {
    const made = await rooms.store.tx(tx => digestPage(tx, rooms, now))
    if (made === undefined) break
    count += made
    if (made > 0) rooms.nudge()
  }
  return count
}

/** One page and the note how far it has come, in one transaction: nobody gets two, wherever it is cut off. `undefined`: nothing is due. */
const digestPage = async (tx: Tx, rooms: RunRooms, now: Instant): Promise<number | undefined> => {
  const at = digestTime(now)
  const known = await readMeta(tx, 'digest')
  const [begun, cursor] = known?.split(' ') ?? []
  const note = (far: string) => writeMeta(tx, 'digest', `${at} ${far}`)
  if (begun === `${at}` && cursor === 'done') return undefined
  // A clock that was set back sends no Sunday a second time.
  if (known !== undefined && Number(begun) > at) return undefined
  // On the first day there is no week to tell of.
  if (known === undefined || now - at > LATE_MS) {
    await note('done')
    return undefined
  }
  const after = begun === `${at}` ? (cursor as PersonKey) : undefined
  const { calls, held } = await callsOf(tx, rooms, at, now)
  const { members, last } = await pageOf(tx, rooms, calls, after)
  const lines = [...members.values()].flatMap(it => lineFor(rooms, it, now))
  await addLines(tx, lines)
  await note(last ?? 'done')
  if (last === undefined) await writeMeta(tx, 'undigested', JSON.stringify(held))
  return lines.length
}

/**
 * Those that rang at once have been read: emergencies. `held`: who signed it has left, so that it would not go out; it is told of in the week
 * in which others have signed it, as long as one can take part.
 */
const callsOf = async (
  tx: Tx,
  rooms: RunRooms,
  at: Instant,
  now: Instant,
): Promise<{ calls: Call[]; held: CampaignId[] }> => {
  const calls: Call[] = []
  const held: CampaignId[] = []
  const waited = JSON.parse((await readMeta(tx, 'undigested')) ?? '[]') as CampaignId[]
  for (const id of new Set([...(await callsBegun(tx, digestSpan(at))), ...waited])) {
    const call = await callOf(tx, rooms, id, now)
    if (!call || call.sheet.emergency) continue
    if (await mayRing(tx, rooms, call)) calls.push(call)
    else if (!call.over) held.push(id)
  }
  return { calls, held }
}

type Told = { member: Member; calls: CampaignId[] }

const pageOf = async (tx: Tx, { privacy }: RunRooms, calls: Call[], after: PersonKey | undefined) => {
  const members = new Map<PersonKey, Told>()
  let last: PersonKey | undefined
  for (const { campaign, sheet } of calls) {
    const page = await readAudience(tx, privacy, sheet.audience, { after, size: PAGE, digest: true })
    last = page.last
    for (const member of page.members) {
      if (textLang(sheet, member.lang) === undefined) continue
      const told = members.get(member.person) ?? { member, calls: [] }
      if (told.calls.length < MOST) told.calls.push(campaign.id)
      members.set(member.person, told)
    }
  }
  return { members, last }
}

const lineFor = (
  { privacy, world, pushes, quietHours }: RunRooms,
  { member, calls }: Told,
  now: Instant,
): Parameters<typeof addLines>[1] => {
  const to = openAddress(privacy, member)
  if (to === undefined) return []
  const id = Buffer.from(world.random(16)).toString('base64url') as LineId
  const zone = zoneOf(member.area)
  return [
    {
      id,
      person: member.person,
      channel: member.channel,
      priority: 3,
      state: pushes(member.channel) ? 'pending' : 'held',
      due: quietHours ? outsideQuietHours(now, zone, quietHours) : now,
      order: now * 1000,
      body: sealLetter(privacy, { to, zone, lang: member.lang, calls }, id),
      cause: null,
      policy: 'restart',
      attempts: 0,
      code: null,
    },
  ]
}

/** What it says, of calls that were verified now. `undefined`: none of them may be seen any more. */
export const digestMessage = (tools: Pick<ComposeTools, 'words'>, lang: Lang, calls: Call[]): Message | undefined => {
  const items = calls.flatMap(({ campaign, sheet }) => {
    const read = textLang(sheet, lang)
    const title = read === undefined ? undefined : sheet.texts[read]?.title
    return title === undefined ? [] : [{ token: `c.${campaign.id}.open`, title }]
  })
  if (items.length === 0) return undefined
  return alertMessage(tools.words, lang, {
    text: [
      { strong: tools.words.text(lang, 'notices.campaign.digest') },
      '\n',
      ...items.map(({ title }) => `\n• ${title}`),
      '\n',
    ],
    choices: items.map(({ token, title }): Choice => ({ token, label: shortened(title, LONGEST_LABEL) })),
  })
}
