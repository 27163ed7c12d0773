import { deadlineDay, isoWeek, patienceOf } from '../../domain/deadlines.ts'
import { hashCapability, newCapability } from '../../privacy/capabilities.ts'
import { type CasePart, sealConcern } from '../../privacy/case-keys.ts'
import { formatReceipt } from '../../privacy/receipts.ts'
import { insertConcern } from '../../store/concerns.ts'
import { loadPromises } from '../../store/deadlines.ts'
import { removeDrafts } from '../../store/drafts.ts'
import { saveNotice } from '../../store/notices.ts'
import { intakeHolders } from '../intake.ts'
import { Later } from '../talk.ts'
import { draftsOf, storyParts, utf8 } from './story-parts.ts'
import { type Commit, longDay, type Verb, word } from './verb.ts'

/** "Tell me when there is news" is erased after this long, or after the first notice (design, section 2). */
export const NOTICE_LIFE = 30 * 24 * 60 * 60_000

export const openConcern: Verb = async ({ tx, now, tools }) => ({
  outcome: (await intakeHolders(tx, { demo: tools.demo(), now })) ? 'ok' : 'closed',
})

/**
 * Files a concern: everything the person said is sealed to the keyholders; in clear stand the coded fields and no more.
 * @returns `ok` with the receipt and the promised day, and the "Any news?" button; `closed` when too few could open it.
 */
export const fileConcern: Verb = async commit => {
  const { tx, now, talk, stop, tools, shreds } = commit
  const holders = await intakeHolders(tx, { demo: tools.demo(), now })
  if (!holders) return { outcome: 'closed' }
  const category = word(stop.with.category) ?? 'other'
  const area = word(stop.with.area) ?? null
  const urgency =
    stop.with.safe === 'no' || stop.with.safe === false ? 'emergency' : (tools.urgencyOf(category) ?? 'soon')
  const patience = patienceOf({ category, urgency }, await loadPromises(tx))
  const deadline = deadlineDay({ now, area, patience })
  const lang = talk.session?.lang ?? talk.lang ?? 'en'

  const stretched = tools.receipts.take()
  if (!stretched) throw new Later(tools.receipts.ready)
  const { receipt, lookup, wrapKey } = stretched
  const parts = await collectParts(commit, lang)
  const capability = newCapability(tools.world)
  const { id, shred, kept } = sealConcern({
    sodium: tools.sodium,
    world: tools.world,
    parts,
    holders,
    capability,
    receiptKey: wrapKey,
  })
  shreds.push({ id, half: shred })
  await insertConcern(tx, {
    id,
    category,
    area,
    urgency,
    status: 'new',
    channel: talk.channel,
    week: isoWeek(now),
    deadline,
    demo: holders.some(holder => holder.demo),
    capability: hashCapability(capability),
    receipt: lookup,
    sealed: kept,
  })
  const filed = { id, category, area, urgency, week: isoWeek(now), deadline, assignee: undefined }
  if (urgency === 'emergency' || urgency === 'urgent') await tools.tell(tx, 'new', [filed])
  tools.changed()
  const drafts = draftsOf(stop.with.story)
  if (drafts.length > 0) await removeDrafts(tx, drafts)
  if (word(stop.with.told) === 'tell')
    await saveNotice(tx, {
      concern: id,
      owner: tools.privacy.noticeOwner(talk.channel, talk.address),
      channel: talk.channel,
      address: tools.privacy.seal('notice', talk.address, id),
      until: now + NOTICE_LIFE,
    })
  return {
    outcome: 'ok',
    values: { receipt: formatReceipt(receipt), day: longDay(lang, deadline) },
    buttons: [
      {
        token: `n.${capability}`,
        label: tools.words.text(lang, 'notices.news_button'),
        // On the menu it takes the place of the flow that it begins.
        icon: tools.words.text('en', 'flows.news.icon'),
      },
    ],
  }
}

/** First the answers as JSON, then every text, photo and voice. */
const collectParts = async (commit: Commit, lang: string): Promise<CasePart[]> => {
  const { story, ...coded } = commit.stop.with
  const answers = { lang, channel: commit.talk.channel, flow: commit.stop.flow, ...coded }
  return [{ kind: 'answers', bytes: utf8(JSON.stringify(answers)) }, ...(await storyParts(commit, story))]
}
