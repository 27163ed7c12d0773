/** What is played, by whom and how, when every story is told in every language. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Manner } from './player.ts'
import { GROUND } from './rig.ts'
import { readStory } from './story.ts'

export const STORIES = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.story'))
  .map((name, at) => ({ ...readStory(join(import.meta.dirname, name)), at }))

if (!GROUND.ok) throw new Error(GROUND.why.join('\n'))
export const words = GROUND.value.words
export const LANGUAGES = words.languages().map(({ tag }) => tag)

/** One of four people types the words. */
export const MANNERS: Manner[] = ['tap', 'number', 'tap', 'word']
export const SEED = Number(process.env.SEED ?? 1)

/** Every third language, from the `turn`-th on: in what is played in three ways each language has its turn in one of them. */
export const everyThird = (turn: number): string[] => LANGUAGES.filter((_, at) => (at + turn) % 3 === 0)
