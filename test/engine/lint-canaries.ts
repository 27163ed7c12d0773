import type { Rule } from '../../src/engine/lint.ts'
import type { Project } from './lint-project.ts'

/** One planted mistake: what is changed where, and what must be found, word for word where the place is told. */
export type Canary = {
  rule: Rule
  severity?: 'warning'
  what: string
  plant: (project: Project) => void
  at: string
  says: string
}

export const inFlow = (from: string, to: string) => (project: Project) => {
  project.flows['ask.yaml'] = replaced(project.flows['ask.yaml'], from, to)
}
export const inWords =
  (lang: 'en' | 'fil', file: string, from: string, to: string) =>
  ({ words }: Project) => {
    const files = words[lang]
    if (files) files[file] = replaced(files[file], from, to)
  }
const replaced = (text: string | undefined, from: string, to: string): string => {
  if (!text?.includes(from)) throw new Error(`the canary has nothing to change: ${from}`)
  return text.replace(from, to)
}
const both =
  (...plants: ((project: Project) => void)[]) =>
  (project: Project) => {
    for (const plant of plants) plant(project)
  }

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
  {
    rule: 'words-syntax',
    what: 'a comma too many',
    plant: inWords('fil', 'verbs.json', '"Tigil" }\n}', '"Tigil" },\n}'),
    at: 'locales/fil/verbs.json:4:1',
    says: 'this is no JSON',
  },
  {
    rule: 'words-twice',
    what: 'a key that stands twice',
    plant: inWords('en', 'engine.json', '"no": "No",', '"no": "No",\n  "no": "Nope",'),
    at: 'locales/en/engine.json:4:3',
    says: '"no" stands here twice',
  },
  {
    rule: 'words-type',
    what: 'a text where a list belongs',
    plant: inWords('en', 'flows.json', '["scarlet"]', '"scarlet"'),
    at: 'locales/en/flows.json:10:18',
    says: '`flows.ask.colour.words.red` must be a list',
  },
  {
    rule: 'missing-word',
    what: 'a question without words in English',
    plant: inWords('en', 'flows.json', '"look": { "ask": "Which shelf?" },', ''),
    at: 'locales/en/flows.json:1:1',
    says: '`en` lacks `flows.ask.look.ask`',
  },
  {
    rule: 'missing-word',
    what: 'a help text that English has and another language has not',
    plant: inWords('fil', 'flows.json', ', "help": "May 16 itong numero."', ''),
    at: 'locales/fil/flows.json:1:1',
    says: '`fil` lacks `flows.ask.number.help`',
  },
  {
    rule: 'missing-word',
    what: 'a plural form that this language needs',
    plant: inWords('fil', 'engine.json', '"parts_one": "{{count}} bahagi",', ''),
    at: 'locales/fil/engine.json:1:1',
    says: '`fil` lacks `engine.parts_one`',
  },
  {
    rule: 'missing-word',
    what: 'a whole file, told once',
    plant: ({ words }) => {
      delete words.fil?.['verbs.json']
    },
    at: 'locales/fil/verbs.json:1:1',
    says: '`fil` lacks all words of verbs.json',
  },
  {
    rule: 'missing-word',
    severity: 'warning',
    what: 'synonyms that only English has',
    plant: inWords('fil', 'flows.json', ', "blue": ["bughaw"]', ''),
    at: 'locales/fil/flows.json:1:1',
    says: '`fil` lacks `flows.ask.colour.words.blue`',
  },
  {
    rule: 'extra-word',
    what: 'words of an option that is gone, in English',
    plant: inWords('en', 'flows.json', '"blue": "Blue"', '"blue": "Blue", "green": "Green"'),
    at: 'locales/en/flows.json:9:50',
    says: 'nothing uses `flows.ask.colour.options.green`',
  },
  {
    rule: 'extra-word',
    what: 'a key that English does not have',
    plant: inWords('fil', 'engine.json', '"no": "Hindi",', '"no": "Hindi", "nope": "x",'),
    at: 'locales/fil/engine.json:3:18',
    says: 'nothing uses `engine.nope`',
  },
  {
    rule: 'empty-word',
    what: 'a text of nothing',
    plant: inWords('en', 'flows.json', '"Good bye."', '" "'),
    at: 'locales/en/flows.json:15:14',
    says: '`flows.ask.bye.say` is empty',
  },
  {
    rule: 'empty-word',
    what: 'a synonym that nobody can write',
    plant: inWords('en', 'flows.json', '["scarlet"]', '["scarlet", "🔴"]'),
    at: 'locales/en/flows.json:10:18',
    says: '"🔴"',
  },
  {
    rule: 'too-long',
    what: 'a label that no button holds',
    plant: inWords('en', 'flows.json', '"Blue"', `"${'Blue '.repeat(9)}"`),
    at: 'locales/en/flows.json:9:34',
    says: 'has 45 characters; a button holds 40',
  },
  {
    rule: 'too-long',
    what: 'a command’s line of more than 80',
    plant: inWords('fil', 'flows.json', '"Bumabati"', `"${'x'.repeat(81)}"`),
    at: 'locales/fil/flows.json:19:5',
    says: '81 characters',
  },
  {
    rule: 'too-long',
    what: 'a text that Telegram refuses',
    plant: inWords('en', 'flows.json', '"Hello."', `"${'x'.repeat(4097)}"`),
    at: 'locales/en/flows.json:20:16',
    says: '4097 characters',
  },
  {
    rule: 'too-long',
    what: 'a verb that fits no small button',
    plant: inWords('en', 'verbs.json', '"Back", "words"', '"Back to the last question", "words"'),
    at: 'locales/en/verbs.json:2:13',
    says: '25 characters',
  },
  {
    rule: 'long',
    severity: 'warning',
    what: 'a text that few will read',
    plant: inWords('en', 'flows.json', '"Hello."', `"${'x'.repeat(901)}"`),
    at: 'locales/en/flows.json:20:16',
    says: '901 characters',
  },
  {
    rule: 'collision',
    what: 'one word for two options, folded',
    plant: inWords('en', 'flows.json', '["navy"]', '["NÁVY", "Scarlet!"]'),
    at: 'locales/en/flows.json:10:38',
    says: '"Scarlet!" means `blue`, and "scarlet" means `red`',
  },
  {
    rule: 'collision',
    what: 'an option in one language that is another one in English',
    plant: inWords('fil', 'flows.json', '["bughaw"]', '["red"]'),
    at: 'locales/fil/flows.json:10:37',
    says: '"red" means `blue`, and "Red" means `red`',
  },
  {
    rule: 'collision',
    what: 'one word for two verbs',
    plant: inWords('en', 'verbs.json', '["halt"]', '["halt", "back"]'),
    at: 'locales/en/verbs.json:3:30',
    says: '"back" means `stop`, and "Back" means `back`',
  },
  {
    rule: 'collision',
    what: 'a verb that begins a flow',
    plant: inWords('en', 'flows.json', '"question", "ask"', '"question", "return"'),
    at: 'locales/en/flows.json:5:5',
    says: '"return" means `flow ask`, and "return" means `back`',
  },
  {
    rule: 'collision',
    what: 'a verb that is a yes',
    plant: inWords('en', 'engine.json', '["yes please"]', '["yes please", "return"]'),
    at: 'locales/en/engine.json:4:3',
    says: 'yes and no: "return" means `yes`, and "return" means `back`',
  },
  {
    rule: 'collision',
    what: '“stop” in one language that is something else in another',
    plant: both(
      ({ words }) => {
        words.ja = { ...words.fil }
      },
      inWords('fil', 'verbs.json', '["hinto"]', '["hinto", "ayaw"]'),
      ({ words }) => {
        const files = words.fil
        if (files) files['engine.json'] = replaced(files['engine.json'], '["ayaw"]', '["hindi po"]')
      },
    ),
    at: 'locales/ja/engine.json:5:3',
    says: '"ayaw" is `stop` in `fil`, which counts in `ja` too',
  },
  {
    rule: 'near-collision',
    severity: 'warning',
    what: 'two options one slip apart',
    plant: inWords('en', 'flows.json', '["navy"]', '["scarlett"]'),
    at: 'locales/en/flows.json:10:38',
    says: '"scarlett" means `blue`, and "scarlet" means `red`',
  },
  {
    rule: 'unknown-placeholder',
    what: 'a value that comes only later',
    plant: inWords('en', 'flows.json', '"How old are you?"', '"How old are you, {{kept}}?"'),
    at: 'locales/en/flows.json:6:14',
    says: 'shows {{kept}}, which nothing before `age` gives',
  },
  {
    rule: 'unknown-placeholder',
    what: 'a value that the deed never gives',
    plant: inWords('en', 'flows.json', '"We keep {{kept}}. Sure?"', '"We keep {{kebt}}. Sure?"'),
    at: 'locales/en/flows.json:13:15',
    says: 'shows {{kebt}}, which nothing before `sure` gives; possible: sure, colour, number, age, kept',
  },
  {
    rule: 'unknown-placeholder',
    what: 'a value that the deed gives only where it ends otherwise',
    plant: both(
      inFlow('{ ok: bye, full: sure }', '{ ok: done, full: sure } }\n  done:  { say: true, end: menu'),
      inWords('en', 'flows.json', '"bye": {', '"done": { "say": "Done: {{kept}}." },\n    "bye": {'),
    ),
    at: 'locales/en/flows.json:15:15',
    says: 'shows {{kept}}, which nothing before `done` gives',
  },
  {
    rule: 'unknown-placeholder',
    what: 'a value that English does not have',
    plant: inWords('fil', 'engine.json', '"{{count}} bahagi"', '"{{count}} bahagi {{x}}"'),
    at: 'locales/fil/engine.json:6:3',
    says: 'shows {{x}}, which English does not have',
  },
  {
    rule: 'lost-placeholder',
    severity: 'warning',
    what: 'a value that a translation leaves out',
    plant: inWords('fil', 'flows.json', '{{age}} ka. ', ''),
    at: 'locales/fil/flows.json:8:7',
    says: 'leaves out {{age}}',
  },
  {
    rule: 'secret-shown',
    what: 'a receipt said aloud',
    plant: inWords('en', 'flows.json', '"Good bye."', '"Good bye, {{number}}."'),
    at: 'locales/en/flows.json:15:14',
    says: 'shows the answer `number`, which is secret',
  },
]
