import type { Lang } from '../../kit/ids.ts'
import type { Flow, Menu } from '../flow.ts'
import type { Parsed, Place } from '../parse.ts'
import type { Word } from './read-words.ts'

/** Everything that the linter can find, each with what it means for the people who talk with the bot. */
export const RULES = {
  script:
    'the file is not in the flow language: an unknown key, a step that is not there, an answer that leads nowhere',
  unreachable: 'no way from the start leads to this step',
  'loop-without-wait': 'these steps follow each other in a circle and nobody is ever asked anything',
  'cannot-end': 'whoever comes to this step never comes to an end',
  'unknown-flow': 'there is no flow of this name',
  'run-too-deep': 'flows run each other, deeper than a conversation may go',
  'unknown-commit': 'the bot has no such deed',
  'unknown-outcome': 'the deed never ends like this',
  'open-outcome': 'the deed can end in a way that leads nowhere',
  'unknown-source': 'there is no such list to look into',
  'with-later': 'the answer named in `with`, or the value in `if_told`, can never have been given here',
  duplicate: 'two flows begin by the same name, command, verb or button',
  'version-must-rise': 'the steps have changed, so the version must be a higher number',
  'words-syntax': 'the file of words is no JSON',
  'words-twice': 'a key stands twice in a file of words',
  'words-type': 'here a text stands where a list belongs, or the other way round',
  'missing-word': 'a language lacks a text that is needed',
  'extra-word': 'nothing uses this text',
  'empty-word': 'the text is empty, or holds nothing that a person could write',
  'too-long': 'the text does not fit where it is shown',
  long: 'the text fits, but few will read it to the end',
  'long-sentence': 'a sentence is longer than a tired reader in a second language can hold',
  idiom: 'a saying that means something else than its words',
  'double-negative': 'a sentence says no twice, and the reader has to turn it round',
  'passive-chain': 'a sentence hides, more than once or in the end, who does what',
  collision: 'the same word means two things at the same place',
  'near-collision': 'two words that mean different things are one slip of a finger apart',
  'unknown-placeholder': 'nothing before this text gives the value for {{…}}',
  'lost-placeholder': 'the English text shows a value that this one leaves out',
  'secret-shown': 'the text would show an answer that is never to be shown again',
} as const

export type Rule = keyof typeof RULES
export type Severity = 'error' | 'warning'

/** `line` and `column` count from 1. */
export type Finding = Place & { file: string; rule: Rule; message: string; severity: Severity }

/** A parsed file under `flows/`: `parseFlow(text, file)`. */
export type FlowFile = { file: string; parsed: Parsed<Flow> }
export type MenuFile = { file: string; parsed: Parsed<Menu> }
/** A file under `locales/`, as text; `name` without `.json` is the first part of all its keys. */
export type WordsFile = { lang: Lang; file: string; name: string; text: string }

/** What commits there are, how each can end, and which values the texts after it may show, by the outcome that gives them. */
export type Commits = Record<
  string,
  { outcomes: readonly string[]; values?: Readonly<Record<string, readonly string[]>> }
>

export type LintInput = {
  flows: FlowFile[]
  menu?: MenuFile
  words: WordsFile[]
  commits: Commits
  /** Names that `options`, `show` and `find` may look into. */
  sources: readonly string[]
  /** Versions that ran before, by flow: the structure's hash and its number. */
  earlier?: ReadonlyMap<string, { version: number; hash: string }>
}

/** The words of one language by full key (`flows.report.safe.ask`), each with its file. */
export type Words = Map<string, Word & { file: string }>

export const error = (file: string, place: Place, rule: Rule, message: string): Finding => ({
  file,
  line: place.line,
  column: place.column,
  rule,
  message,
  severity: 'error',
})

export const warning = (file: string, place: Place, rule: Rule, message: string): Finding => ({
  ...error(file, place, rule, message),
  severity: 'warning',
})

/** In the order of reading: by file, then by place. */
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column))
