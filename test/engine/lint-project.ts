import type { Finding, LintInput } from '../../src/engine/lint.ts'
import { lintFlows } from '../../src/engine/lint.ts'
import { parseFlow, parseMenu } from '../../src/engine/parse.ts'

/** A small project without a flaw, as text: what a canary changes. */
export type Project = { flows: Record<string, string>; menu: string; words: Record<string, Record<string, string>> }

const ask = `
flow: ask
version: 3
start: age
on: { command: ask, words: true }
steps:
  age:   { ask: number, next: colour }
  colour: { ask: choice, options: [red, blue], next: { red: keep, blue: number } }
  number: { ask: text, privacy: secret, format: receipt, tries: 2, give_up: bye, next: keep }
  keep:  { commit: thing.keep, with: { age: age }, next: { ok: bye, full: sure } }
  sure:  { ask: yesno, next: { yes: look, no: bye } }
  look:  { find: shelves, next: show, empty: bye }
  show:  { run: other, next: bye }
  bye:   { say: true, end: menu }
`

const other = `
flow: other
version: 1
start: hello
on: { command: other }
steps:
  hello: { say: true, end: true }
`

const english = {
  'flows.json': `{
  "ask": {
    "title": "Ask me",
    "command": "Asks a few things",
    "words": ["question", "ask"],
    "age": { "ask": "How old are you?" },
    "colour": {
      "ask": "You are {{age}}. Which colour?",
      "options": { "red": "Red", "blue": "Blue" },
      "words": { "red": ["scarlet"], "blue": ["navy"] }
    },
    "number": { "ask": "Which number?", "help": "It has 16 digits." },
    "sure": { "ask": "We keep {{kept}}. Sure?" },
    "look": { "ask": "Which shelf?" },
    "bye": { "say": "Good bye." }
  },
  "other": {
    "title": "Other",
    "command": "Says hello",
    "hello": { "say": "Hello." }
  }
}`,
  'engine.json': `{
  "yes": "Yes",
  "no": "No",
  "yes_words": ["yes please"],
  "no_words": ["never"],
  "parts_one": "{{count}} part",
  "parts_other": "{{count}} parts"
}`,
  'verbs.json': `{
  "back": { "label": "Back", "words": ["return"], "command": "Back" },
  "stop": { "label": "Stop", "words": ["halt"], "command": "Stop" }
}`,
}

const filipino = {
  'flows.json': `{
  "ask": {
    "title": "Tanong",
    "command": "Nagtatanong",
    "words": ["magtanong"],
    "age": { "ask": "Ilang taon ka na?" },
    "colour": {
      "ask": "{{age}} ka. Anong kulay?",
      "options": { "red": "Pula", "blue": "Asul" },
      "words": { "red": ["mapula"], "blue": ["bughaw"] }
    },
    "number": { "ask": "Anong numero?", "help": "May 16 itong numero." },
    "sure": { "ask": "Itatago ang {{kept}}. Sigurado?" },
    "look": { "ask": "Aling istante?" },
    "bye": { "say": "Paalam." }
  },
  "other": {
    "title": "Iba pa",
    "command": "Bumabati",
    "hello": { "say": "Kumusta." }
  }
}`,
  'engine.json': `{
  "yes": "Oo",
  "no": "Hindi",
  "yes_words": ["opo"],
  "no_words": ["ayaw"],
  "parts_one": "{{count}} bahagi",
  "parts_other": "{{count}} na bahagi"
}`,
  'verbs.json': `{
  "back": { "label": "Bumalik", "words": ["balik"], "command": "Bumalik" },
  "stop": { "label": "Tigil", "words": ["hinto"], "command": "Tigil" }
}`,
}

export const goodProject = (): Project => ({
  flows: { 'ask.yaml': ask, 'other.yaml': other },
  menu: 'welcome: other\nitems: [ask]\n',
  words: { en: { ...english }, fil: { ...filipino } },
})

const COMMITS = { 'thing.keep': { outcomes: ['ok', 'full'], values: { full: ['kept'] } } }

export const lintProject = (project: Project, earlier?: LintInput['earlier']): Finding[] =>
  lintFlows({
    flows: Object.entries(project.flows).map(([name, text]) => ({
      file: `flows/${name}`,
      parsed: parseFlow(text, `flows/${name}`),
    })),
    menu: { file: 'flows/menu.yaml', parsed: parseMenu(project.menu, 'flows/menu.yaml') },
    words: Object.entries(project.words).flatMap(([lang, files]) =>
      Object.entries(files).map(([name, text]) => ({
        lang,
        file: `locales/${lang}/${name}`,
        name: name.replace('.json', ''),
        text,
      })),
    ),
    commits: COMMITS,
    sources: ['shelves'],
    ...(earlier ? { earlier } : {}),
  })
