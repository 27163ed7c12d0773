import { COMING } from '../../../domain/campaigns/figures.ts'
import { fillPlaces, placesLeft, turnOf } from '../../campaigns/acts/places.ts'
import { act, acting, after, has } from './acting.ts'

/** A yes. @returns `waiting`: all places are taken; `turn` says behind how many. */
export const come = acting(
  async it => {
    if (!has(it, 'rsvp')) return { outcome: 'unknown' }
    const { commit, call, me, deeds } = it
    const before = deeds.find(deed => deed.act === 'rsvp')
    const isIn = before !== undefined && before.body.answer[0] !== 'no'
    if (!isIn) {
      const waits = (await placesLeft(commit.tx, call)) === 0
      await act(it, { act: 'rsvp', answer: [COMING], waits })
      if (waits) return after(it, 'waiting', { turn: await turnOf(commit.tx, commit.tools, me) })
      return after(it, 'ok')
    }
    if (before.state === 'waiting') return after(it, 'waiting', { turn: await turnOf(commit.tx, commit.tools, me) })
    return after(it, 'again')
  },
  { keeps: true },
)

/** A no. What it frees goes to who waits. */
export const decline = acting(
  async it => {
    if (!has(it, 'rsvp')) return { outcome: 'unknown' }
    const { commit, call, deeds } = it
    const before = deeds.find(deed => deed.act === 'rsvp')
    if (before?.body.answer[0] !== 'no') await act(it, { act: 'rsvp', answer: ['no'] })
    await fillPlaces(commit.tx, commit.tools, call)
    return after(it, 'ok')
  },
  { keeps: true },
)
