import { takeDeedBack } from '../../campaigns/acts/ledger.ts'
import { fillPlaces } from '../../campaigns/acts/places.ts'
import { eraseWords } from '../../campaigns/acts/words.ts'
import { word } from '../verb.ts'
import { acting, after } from './acting.ts'

/** Takes one deed back as if it had never been done. What was written goes for good, also where it had been let pass. */
export const takeBack = acting(
  async it => {
    const { commit, call, me, deeds } = it
    const deed = deeds.find(({ act }) => act === word(commit.stop.with.what))
    if (!deed) return after(it, 'nothing')
    await takeDeedBack(commit.tx, me, deed)
    await eraseWords(commit, deed.body.words)
    await fillPlaces(commit.tx, commit.tools, call)
    return after(it, 'ok')
  },
  { keeps: false },
)
