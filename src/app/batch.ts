import type { FlowBook, Look } from '../engine/types.ts'
import type { Instant, LineId, PersonKey } from '../kit/ids.ts'
import type { Log } from '../kit/log.ts'
import type { Message } from '../kit/message.ts'
import { claimUpdates, releaseUpdates } from '../store/inbox.ts'
import { savepoint, type Tx } from '../store/index.ts'
import { heldLines } from '../store/outbox.ts'
import { loadPeople } from '../store/people.ts'
import { loadSessions } from '../store/sessions.ts'
import type { Board } from './boarding.ts'
import { isAboutCampaign } from './campaigns/acts/polls.ts'
import { endAlerts } from './commits/alerts.ts'
import { COMMITS } from './commits/index.ts'
import type { Tools } from './commits/verb.ts'
import { forgetPerson } from './forget-person.ts'
import { dropRead, type HeldRoom, openHeld } from './held.ts'
import type { Memory } from './memory.ts'
import { mergeMessages } from './merge.ts'
import { sorry } from './sorry.ts'
import { obeyStaff, readOrder } from './staff-chat/index.ts'
import { openState } from './state.ts'
import { type Job, Later, type Talk } from './talk.ts'
import { type TurnPorts, takeTurn } from './turn.ts'
import type { AppWords } from './words.ts'
import { gather, type Writing, write } from './writing.ts'

/** `repeat`: the update was known already. `messages`: the answer, for channels that fetch it (the same for a repeat). */
export type Reply = { repeat: boolean; messages: Message[] }

export type Room = {
  tools: Tools
  words: AppWords
  look: Look
  flows: FlowBook
  memory: Memory
  log: Log
  /** Strictly rising, also over a restart: keeps the words to one person in order. */
  nextOrder(): number
  /** What waits on pages of campaigns. */
  campaigns?: HeldRoom['campaigns']
  /** Absent: every answer goes out by the long way. */
  board?: Board | undefined
}

const HOUR = 3_600_000

export type Batch = {
  /** In the order of the jobs; `undefined`: to be taken again in the next batch. */
  replies: (Reply | undefined)[]
  talks: Map<PersonKey, Talk>
  /** To be waited for before the next batch. */
  later: Later | undefined
}

/** Everything that a batch of updates changes, in one transaction. `writing`: empty; whoever ends the transaction goes on with it. */
export const runBatch = async (room: Room, tx: Tx, jobs: Job[], now: Instant, writing: Writing): Promise<Batch> => {
  const { tools } = room
  const fresh = await claimUpdates(
    tx,
    jobs.map(job => job.hash),
    Math.floor(now / HOUR),
  )
  const talks = await loadTalks(room, tx, jobs, now)
  const replies: Batch['replies'] = []
  const waiting = new Set<PersonKey>()
  const released: Uint8Array[] = []
  let later: Later | undefined
  for (const job of jobs) {
    // Whoever has to wait for the next batch waits there with all that came behind: nobody overtakes himself.
    if (waiting.has(job.person)) {
      if (fresh.delete(keyOf(job.hash))) released.push(job.hash)
      replies.push(undefined)
      continue
    }
    const talk = talks.get(job.person) as Talk
    const push = tools.pushes(talk.channel)
    if (!fresh.delete(keyOf(job.hash))) {
      replies.push({ repeat: true, messages: push ? [] : await heldFor(room, tx, job, writing, now) })
      continue
    }
    const said = await turn(room, tx, job, talk, writing, now)
    if (said instanceof Later) {
      later = said
      waiting.add(job.person)
      released.push(job.hash)
      replies.push(undefined)
      continue
    }
    const held = push ? [] : await takeHeld(room, tx, talk, now)
    // Who has gone on has read the answer before: only the last one is held.
    if (!push) writing.said = writing.said.filter(other => other.person !== talk.person)
    const messages = mergeMessages([...held, ...said])
    for (const message of messages)
      writing.said.push({
        id: Buffer.from(tools.world.random(16)).toString('base64url') as LineId,
        person: talk.person,
        channel: talk.channel,
        to: talk.address,
        message,
        cause: job.hash,
        order: room.nextOrder(),
      })
    if (job.inbound.ref) keepRef(writing, talk, job.inbound.ref)
    replies.push({ repeat: false, messages: push ? [] : messages })
  }
  await write({ ...tools, board: room.board }, tx, writing, talks.values(), now)
  if (released.length > 0) await releaseUpdates(tx, released)
  if (writing.erased.length > 0) await tools.store.shred.erase(writing.erased)
  return { replies, talks, later }
}

/** What may be cleared on the phone when the person asks: sealed rows with consent, without it memory. */
const keepRef = (writing: Writing, talk: Talk, ref: string): void => {
  if (!talk.consent) {
    talk.refs.push(ref)
    talk.changed = true
    return
  }
  for (const known of [...talk.refs, ref]) writing.traces.push({ person: talk.person, ref: known })
  talk.refs = []
}

const keyOf = (hash: Uint8Array): string => Buffer.from(hash).toString('base64url')

/** One select a table loads everybody in the batch. */
const loadTalks = async (room: Room, tx: Tx, jobs: Job[], now: Instant): Promise<Map<PersonKey, Talk>> => {
  const people = [...new Set(jobs.map(job => job.person))]
  const known = await loadPeople(tx, people)
  const states = await loadSessions(tx, people)
  const talks = new Map<PersonKey, Talk>()
  for (const { person, inbound } of jobs) {
    if (talks.has(person)) continue
    const row = known.get(person)
    const bytes = states.get(person)
    const kept = room.memory.get(person, now)
    const session = bytes ? openState(room.tools.privacy, person, bytes)?.session : kept?.session
    if (isAboutCampaign(session)) await room.tools.polls.recall(tx, session, now)
    talks.set(person, {
      person,
      channel: inbound.channel,
      address: inbound.address,
      lang: row?.lang ?? kept?.lang,
      consent: row !== undefined,
      since: row?.since ?? '',
      session,
      stored: bytes !== undefined,
      changed: false,
      refs: [...(kept?.refs ?? [])],
    })
  }
  return talks
}

/** One person's turn. Its failure is its own: what it wrote is undone, the batch goes on, and the person gets a sentence. */
const turn = async (
  room: Room,
  tx: Tx,
  job: Job,
  talk: Talk,
  writing: Writing,
  now: Instant,
): Promise<Message[] | Later> => {
  const before = { ...talk }
  const marks = { shreds: writing.shreds.length, erased: writing.erased.length, after: writing.after.length }
  // The channel has told the group where to write; nothing of a group is read or kept.
  if (job.inbound.it.kind === 'group') return []
  try {
    const order = readOrder(job.inbound.it)
    if (order) {
      const after = (task: () => void) => void writing.after.push(task)
      const said = await savepoint(tx, () => obeyStaff({ tx, now, talk, order, tools: room.tools, after }))
      if (said) return said
    }
    const harvest = await takeTurn(portsOf(room, tx, job, writing, now), talk, job.inbound.it)
    if (job.inbound.it.kind === 'blocked') await forget(room.tools, tx, talk, writing)
    else if (harvest.stopAlerts) await endAlerts(tx, talk, room.tools)
    gather(writing, talk, harvest)
    return harvest.messages
  } catch (error) {
    if (!(error instanceof Later)) room.log.error('receive.failed', error)
    Object.assign(talk, before)
    writing.shreds.length = marks.shreds
    writing.erased.length = marks.erased
    writing.after.length = marks.after
    return error instanceof Later ? error : sorry(envOf(room, talk, job), talk.session)
  }
}

/** Who blocks the bot wants nothing of us any more: as if they had erased everything. */
const forget = async (tools: Tools, tx: Tx, talk: Talk, writing: Writing): Promise<void> => {
  writing.erased.push(...(await forgetPerson(tx, talk, tools)))
  Object.assign(talk, { lang: undefined, consent: false, refs: [], changed: true })
  writing.after.push(tools.erased)
}

const envOf = (room: Room, talk: Talk, job: Job) => ({
  flows: room.flows,
  words: room.words,
  look: room.look,
  world: room.tools.world,
  person: {
    lang: talk.lang,
    consent: talk.consent,
    guess: talk.lang ? undefined : room.words.matchLanguage(job.inbound.guess),
    channel: { name: talk.channel, push: room.tools.pushes(talk.channel) },
  },
})

const portsOf = (room: Room, tx: Tx, job: Job, writing: Writing, now: Instant): TurnPorts => ({
  envOf: changed => envOf(room, changed, job),
  commit: (stop, harvest, talking) => {
    const verb = COMMITS[stop.commit]
    if (!verb) throw new Error(`a flow names a commit that does not exist: ${stop.commit}`)
    const textOf = (draft: string) => [...harvest.keeps, ...writing.keeps].find(keep => keep.draft === draft)?.text
    const { shreds, erased } = writing
    const tools: Tools = {
      ...room.tools,
      clear: (who, refs) => writing.after.push(() => room.tools.clear(who, refs)),
      erased: () => writing.after.push(room.tools.erased),
      changed: () => writing.after.push(room.tools.changed),
    }
    return savepoint(tx, () => verb.does({ tx, now, job, talk: talking, stop, harvest, tools, shreds, erased, textOf }))
  },
})

/** What was said in answer to this very update, if the person has not moved on since. */
const heldFor = async (room: Room, tx: Tx, job: Job, writing: Writing, now: Instant): Promise<Message[]> => {
  const here = writing.said.filter(said => said.cause === job.hash || Buffer.compare(said.cause, job.hash) === 0)
  if (here.length > 0) return here.map(said => said.message)
  return (await openHeld(room, tx, await heldLines(tx, job.person, job.hash), now)).map(({ message }) => message)
}

/** Alerts and notices that wait for the page to be opened come with the next answer; older answers are done with. */
const takeHeld = async (room: Room, tx: Tx, talk: Talk, now: Instant): Promise<Message[]> => {
  const lines = await heldLines(tx, talk.person)
  if (lines.length === 0) return []
  const fresh = lines.filter(line => line.cause === null)
  const open = await openHeld(room, tx, fresh, now)
  const read = new Set(open.map(({ line }) => line))
  await dropRead(
    tx,
    lines.filter(line => line.cause !== null || !line.campaign || read.has(line)),
  )
  return open.map(({ message }) => message)
}
