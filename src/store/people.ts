import type { Lang, PersonKey } from '../kit/ids.ts'
import type { Tx } from './index.ts'
export type KnownPerson = { lang: Lang; since: string }
export declare const loadPeople: (tx: Tx, people: PersonKey[]) => Promise<Map<PersonKey, KnownPerson>>
export declare const savePerson: (tx: Tx, row: { person: PersonKey } & KnownPerson) => Promise<void>
export declare const removePerson: (tx: Tx, person: PersonKey) => Promise<void>
