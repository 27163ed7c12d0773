import type { Contender, Durability } from '../contender.ts'
import { type Act, type Filed, TURNS } from '../conversation.ts'
import { openStateTable } from '../state-table.ts'
import { placeCode } from './prompts.ts'

type State = { turn: number; answers: string[]; seq: string }

/** An answer in the words of the conversation, so that the row is as big as an honest one. */
const told = (act: Act): string => ('tap' in act ? act.tap : 'text' in act ? act.text : act.command)

/** No bot at all: reads the state row, adds the answer, writes it back, one transaction per update. Nobody can be faster so. */
export const floor = (durability: Durability): Contender => ({
  name: 'floor: read and write the row',
  durability,
  async open(folder) {
    const table = openStateTable(folder, durability)
    return {
      async act(person, act) {
        table.transaction(() => {
          const key = `chat:${person}`
          const kept = table.read(key)
          const state: State = kept ? JSON.parse(kept) : { turn: 0, answers: [], seq: '' }
          state.turn++
          state.answers.push(told(act))
          state.seq = `step ${state.turn} of ${TURNS}`
          table.write(key, JSON.stringify(state))
        })
      },
      stateBytes: () => table.bytes(),
      async filed(people) {
        const filed = new Map<number, Filed>()
        for (let person = 0; person < people; person++) {
          const { answers } = JSON.parse(table.read(`chat:${person}`) ?? '{"answers":[]}') as State
          const [, , category = '', place = '', story = '', , choice] = answers
          filed.set(person, {
            category,
            area: placeCode(place) ?? '',
            story,
            told: choice === 'tell',
          })
        }
        return filed
      },
      async close() {
        table.close()
      },
    }
  },
})
