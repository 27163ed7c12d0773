import type { Act, Filed } from './conversation.ts'

export type Durability = 'FULL' | 'NORMAL'

/** One contender, opened over a folder of its own. */
export type Running = {
  /** Feeds one act of a person. Resolves when it is committed and its answer was handed to the messenger's API. */
  act(person: number, act: Act): Promise<void>
  /** Bytes of the state row (key and state) of every open conversation. */
  stateBytes(): number[]
  /** What was filed, by person. */
  filed(people: number): Promise<Map<number, Filed>>
  close(): Promise<void>
}

export type Contender = {
  name: string
  durability: Durability
  /** `people`: those who will come; they have agreed before. */
  open(folder: string, people: number): Promise<Running>
}
