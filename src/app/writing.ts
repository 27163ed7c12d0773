import type { ConcernId, DraftId, Instant, PersonKey } from '../kit/ids.ts'
import type { Privacy } from '../privacy/index.ts'
import { keepDraft, removeDrafts } from '../store/drafts.ts'
import type { Store, Tx } from '../store/index.ts'
import { addLines } from '../store/outbox.ts'
import { savePerson } from '../store/people.ts'
import { removeSessions, saveSessions } from '../store/sessions.ts'
import { count } from '../store/tallies.ts'
import { addTraces } from '../store/traces.ts'
import { type Answer, type Board, type Boarding, boardAnswers } from './boarding.ts'
import { DRAFT_LIFE } from './keep-file.ts'
import { sealState } from './state.ts'
import type { Said, Talk } from './talk.ts'
import { dueOf, type Harvest } from './turn.ts'

/** What a batch will write: gathered in memory turn by turn, written at its end with one statement a table. */
export type Writing = {
  said: Said[]
  keeps: { person: PersonKey; draft: DraftId; text: string }[]
  drops: DraftId[]
  counts: Map<string, number>
  /** People whose language changed. */
  spoke: Set<Talk>
  traces: { person: PersonKey; ref: string }[]
  shreds: { id: ConcernId; half: Uint8Array }[]
  erased: ConcernId[]
  /** To be settled when the transaction has ended, whatever its end. */
  aboard: Boarding[]
  /** To be done when the transaction has committed. */
  after: (() => void)[]
}

export const createWriting = (): Writing => ({
  said: [],
  keeps: [],
  drops: [],
  counts: new Map(),
  spoke: new Set(),
  traces: [],
  shreds: [],
  erased: [],
  aboard: [],
  after: [],
})

export const gather = (writing: Writing, talk: Talk, harvest: Harvest): void => {
  for (const keep of harvest.keeps) writing.keeps.push({ person: talk.person, ...keep })
  writing.drops.push(...harvest.drops)
  for (const name of harvest.counts) writing.counts.set(name, (writing.counts.get(name) ?? 0) + 1)
  if (harvest.spoke) writing.spoke.add(talk)
}

export type WriteRoom = { store: Store; privacy: Privacy; pushes(channel: string): boolean; board: Board | undefined }

/**
 * Writes a batch inside its transaction. The shred halves go first, into their own file: a half without a concern is harmless,
 * a concern without its half could never be opened.
 */
export const write = async (
  { store, privacy, pushes, board }: WriteRoom,
  tx: Tx,
  writing: Writing,
  talks: Iterable<Talk>,
  now: Instant,
): Promise<void> => {
  if (writing.shreds.length > 0) await store.shred.put(writing.shreds)
  const saves: Parameters<typeof saveSessions>[1] = []
  const ends: PersonKey[] = []
  for (const talk of talks) {
    if (!talk.changed) continue
    const { person, channel, address, session } = talk
    if (session && talk.consent)
      saves.push({
        person,
        state: sealState(privacy, person, { channel, address, session }),
        due: dueOf(session, pushes(channel)),
      })
    else if (talk.stored) ends.push(person)
  }
  if (saves.length > 0) await saveSessions(tx, saves)
  if (ends.length > 0) await removeSessions(tx, ends)
  const answers = writing.said.map(said => answerOf(privacy, said, pushes(said.channel), now))
  await addLines(tx, await boardAnswers(board, tx, answers, writing.aboard))
  await writeRare(privacy, tx, writing, now)
}

const writeRare = async (privacy: Privacy, tx: Tx, writing: Writing, now: Instant): Promise<void> => {
  const dropped = new Set(writing.drops)
  for (const { person, draft, text } of writing.keeps)
    if (!dropped.has(draft))
      await keepDraft(tx, { id: draft, person, body: privacy.seal('draft', text, draft), until: now + DRAFT_LIFE })
  if (dropped.size > 0) await removeDrafts(tx, [...dropped])
  for (const talk of writing.spoke)
    if (talk.consent && talk.lang) await savePerson(tx, { person: talk.person, lang: talk.lang, since: talk.since })
  if (writing.traces.length > 0)
    await addTraces(
      tx,
      writing.traces.map(({ person, ref }) => ({ person, ref: privacy.seal('trace', ref, person), at: now })),
    )
  if (writing.counts.size > 0) await count(tx, new Date(now).toISOString().slice(0, 10), writing.counts)
}

const answerOf = (privacy: Privacy, said: Said, push: boolean, now: Instant): Answer => {
  const letter = { to: said.to, message: said.message }
  return {
    letter,
    line: {
      id: said.id,
      person: said.person,
      channel: said.channel,
      priority: 0,
      state: push ? 'pending' : 'held',
      due: now,
      order: said.order,
      body: privacy.seal('outbox', JSON.stringify(letter), said.id),
      cause: push ? null : said.cause,
      policy: 'repeat',
      attempts: 0,
      code: null,
    },
  }
}
