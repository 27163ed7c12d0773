/** Who said the active yes, and in which language. Nothing else is known about anybody. */
import type { Lang, PersonKey } from '../kit/ids.ts'
import { toBytes, toId } from './ids.ts'
import type { Tx } from './index.ts'
import { BLANK, blanks, perRows } from './shapes.ts'

/** `since`: the ISO week of the yes, `2025-W07`. */
export type KnownPerson = { lang: Lang; since: string }

const select = perRows<PersonKey, { person: Uint8Array } & KnownPerson>(
  (tx, size) => tx.selectFrom('people').selectAll().where('person', 'in', blanks(size, BLANK)),
  person => [toBytes(person)],
)

export const loadPeople = async (tx: Tx, people: PersonKey[]): Promise<Map<PersonKey, KnownPerson>> =>
  new Map((await select(tx, people)).map(({ person, lang, since }) => [toId(person), { lang, since }]))

export const savePerson = async (tx: Tx, row: { person: PersonKey } & KnownPerson): Promise<void> => {
  await tx
    .insertInto('people')
    .values({ person: toBytes(row.person), lang: row.lang, since: row.since })
    .onConflict(conflict => conflict.column('person').doUpdateSet({ lang: row.lang, since: row.since }))
    .execute()
}

export const removePerson = async (tx: Tx, person: PersonKey): Promise<void> => {
  await tx.deleteFrom('people').where('person', '=', toBytes(person)).execute()
}
