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
export const replaced = (text: string | undefined, from: string, to: string): string => {
  if (!text?.includes(from)) throw new Error(`the canary has nothing to change: ${from}`)
  return text.replace(from, to)
}
export const both =
  (...plants: ((project: Project) => void)[]) =>
  (project: Project) => {
    for (const plant of plants) plant(project)
  }
