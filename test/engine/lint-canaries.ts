/** Mistakes in scripts, and all there are. */
import { both, type Canary, inFlow, inWords, replaced } from './lint-plants.ts'
import { READING_CANARIES } from './lint-reading-canaries.ts'
import { WORD_CANARIES } from './lint-word-canaries.ts'

export const CANARIES: Canary[] = [
  {
    rule: 'script',
    what: 'a free-text question without a privacy class',
    plant: inFlow('privacy: secret, format: receipt, ', ''),
    at: 'flows/ask.yaml:9:11',
    says: '`privacy`',
  },
  {
    rule: 'script',
    what: 'a step that is not there',
    plant: inFlow('next: show', 'next: shwo'),
    at: 'flows/ask.yaml:12:33',
    says: 'there is no step `shwo`; did you mean `show`?',
  },
  {
    rule: 'script',
    what: 'an option that leads nowhere',
    plant: inFlow('{ red: keep, blue: number }', '{ red: keep }'),
    at: 'flows/ask.yaml:8:54',
    says: '`next` says nothing about: blue',
  },
  {
    rule: 'script',
    what: 'a renamed step whose new name is not there',
    plant: inFlow('steps:', 'renamed: { colours: color }\nsteps:'),
    at: 'flows/ask.yaml:6:',
    says: 'there is no step `color`; did you mean `colour`?',
  },
  {
    rule: 'unreachable',
    what: 'a step that nothing leads to',
    plant: both(
      inFlow('  bye:', '  lost: { say: true, next: bye }\n  bye:'),
      inWords('en', 'flows.json', '"bye":', '"lost": { "say": "x" }, "bye":'),
      inWords('fil', 'flows.json', '"bye":', '"lost": { "say": "x" }, "bye":'),
    ),
    at: 'flows/ask.yaml:14:',
    says: 'no way leads to step `lost`',
  },
  {
    rule: 'loop-without-wait',
    what: 'a circle of deeds',
    plant: inFlow('{ ok: bye, full: sure }', '{ ok: keep, full: sure }'),
    at: 'flows/ask.yaml:10:',
    says: 'keep → keep',
  },
  {
    rule: 'loop-without-wait',
    what: 'a circle through a look-up that may find nothing and a flow that asks nothing',
    plant: inFlow('empty: bye }\n  show:  { run: other, next: bye', 'empty: show }\n  show:  { run: other, next: look'),
    at: 'flows/ask.yaml:12:',
    says: 'look → show → look',
  },
  {
    rule: 'cannot-end',
    what: 'steps that only lead to each other',
    plant: inFlow('{ yes: look, no: bye }', '{ yes: sure, no: sure }'),
    at: 'flows/ask.yaml:11:',
    says: 'from step `sure` no way leads to an end',
  },
  {
    rule: 'unknown-flow',
    what: 'a flow to run that is not there',
    plant: inFlow('run: other', 'run: others'),
    at: 'flows/ask.yaml:13:17',
    says: 'there is no flow `others`',
  },
  {
    rule: 'unknown-flow',
    what: 'a flow in the menu that is not there',
    plant: project => {
      project.menu = 'welcome: other\nitems: [ask, none]\n'
    },
    at: 'flows/menu.yaml:2:14',
    says: 'there is no flow `none`',
  },
  {
    rule: 'run-too-deep',
    what: 'a flow that runs itself',
    plant: inFlow('run: other', 'run: ask'),
    at: 'flows/ask.yaml:13:17',
    says: 'comes back to itself',
  },
  {
    rule: 'unknown-commit',
    what: 'a deed that the bot does not know',
    plant: inFlow('thing.keep', 'thing.kept'),
    at: 'flows/ask.yaml:10:20',
    says: 'there is no deed `thing.kept`; possible: thing.keep',
  },
  {
    rule: 'unknown-outcome',
    what: 'an outcome that never comes',
    plant: inFlow('full: sure', 'full: sure, gone: bye'),
    at: 'flows/ask.yaml:10:',
    says: 'never ends with `gone`',
  },
  {
    rule: 'open-outcome',
    what: 'an outcome that leads nowhere',
    plant: inFlow('{ ok: bye, full: sure }', '{ ok: sure }'),
    at: 'flows/ask.yaml:10:',
    says: 'can end with `full`',
  },
  {
    rule: 'unknown-source',
    what: 'a list that is not there',
    plant: inFlow('find: shelves', 'find: shelfs'),
    at: 'flows/ask.yaml:12:18',
    says: 'there is no list `shelfs`; possible: shelves',
  },
  {
    rule: 'with-later',
    what: 'an answer that can only be given later',
    plant: inFlow('with: { age: age }', 'with: { age: sure }'),
    at: 'flows/ask.yaml:10:',
    says: '`sure` is never asked before `keep`',
  },
  {
    rule: 'with-later',
    what: 'an option that waits for what is told only later',
    plant: inFlow('options: [red, blue]', 'options: [red, blue], if_told: { red: kept }'),
    at: 'flows/ask.yaml:8:',
    says: 'no deed before `colour` tells `kept`',
  },
  {
    rule: 'script',
    what: 'a condition for an option that is not there',
    plant: inFlow('options: [red, blue]', 'options: [red, blue], if_told: { rad: kept }'),
    at: 'flows/ask.yaml:8:',
    says: '`rad` is no option here; did you mean `red`?',
  },
  {
    rule: 'script',
    what: 'a question that may have nothing to choose',
    plant: inFlow('options: [red, blue]', 'options: [red, blue], if_told: { red: kept, blue: kept }'),
    at: 'flows/ask.yaml:8:',
    says: 'at least one option that is always there',
  },
  {
    rule: 'duplicate',
    what: 'one command for two flows',
    plant: inFlow('command: ask', 'command: other'),
    at: 'flows/other.yaml:5:',
    says: '`/other` belongs to flows/ask.yaml already',
  },
  {
    rule: 'duplicate',
    what: 'one verb for two flows',
    plant: both(inFlow('command: ask,', 'command: ask, verb: person,'), ({ flows }) => {
      flows['other.yaml'] = replaced(flows['other.yaml'], 'command: other', 'command: other, verb: person')
    }),
    at: 'flows/other.yaml:5:',
    says: 'the verb `person`',
  },
  {
    rule: 'duplicate',
    what: 'the command of a verb, taken without the verb',
    plant: inFlow('command: ask', 'command: back'),
    at: 'flows/ask.yaml:5:',
    says: '`/back` is a verb',
  },
  ...WORD_CANARIES,
  ...READING_CANARIES,
]
