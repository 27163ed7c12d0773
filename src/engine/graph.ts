/**
 * A flow as a picture: `graphOf` reads the script and its English words, `toMermaid` and `toSvg` draw it.
 * For the people who write scripts; nobody who talks to the bot comes through here.
 */
import { type AskStep, type Condition, type Flow, followers, type Next, type Step } from './flow.ts'

export type FlowNode = { id: string; kind: string; words: string; start: boolean; ends?: string }
/** One arrow between two steps; several answers that lead the same way share it. */
export type FlowEdge = { from: string; to: string; label: string }
export type FlowGraph = { flow: string; title: string; nodes: FlowNode[]; edges: FlowEdge[] }
/** The words of a key, or nothing. */
export type TextOf = (key: string) => string | undefined

export { toMermaid } from './graph/mermaid.ts'
export { toSvg } from './graph/svg.ts'

/** Steps and arrows of a flow, labelled with the words that a person reads where there are any. */
export const graphOf = (flow: Flow, text: TextOf): FlowGraph => ({
  flow: flow.flow,
  title: text(`flows.${flow.flow}.title`) ?? flow.flow,
  nodes: Object.values(flow.steps).map(step => nodeOf(flow, step, text)),
  edges: Object.values(flow.steps).flatMap(step => edgesOf(flow, step, text)),
})

/** What a step is called in the picture, and in the manual: `ask choice`, `say`. */
const kindOf = (step: Step): string => (step.kind === 'ask' ? `ask ${step.ask}` : step.kind)

const nodeOf = (flow: Flow, step: Step, text: TextOf): FlowNode => {
  const ends = 'end' in step && step.end !== undefined ? (step.end === 'menu' ? 'to the menu' : 'end') : undefined
  const node = { id: step.id, kind: kindOf(step), words: wordsOf(flow, step, text), start: flow.start === step.id }
  return ends ? { ...node, ends } : node
}

const wordsOf = (flow: Flow, step: Step, text: TextOf): string => {
  const own = text(`flows.${flow.flow}.${step.id}.${step.kind === 'say' ? 'say' : 'ask'}`)
  if (own !== undefined) return own
  if (step.kind === 'commit') return step.commit
  if (step.kind === 'run') return text(`flows.${step.run}.title`) ?? step.run
  return ''
}

const edgesOf = (flow: Flow, step: Step, text: TextOf): FlowEdge[] => {
  const ways = labelledWays(flow, step, text)
  return followers(step).map(to => {
    const labels = ways.filter(way => way.to === to && way.label !== '').map(way => way.label)
    return { from: step.id, to, label: [...new Set(labels)].join(' / ') }
  })
}

type LabelledWay = { to: string; label: string }

const labelledWays = (flow: Flow, step: Step, text: TextOf): LabelledWay[] => {
  if (step.kind === 'branch') {
    const arms = step.branch.map(arm => ({ to: arm.next, label: conditionText(arm.when) }))
    return [...arms, { to: step.else, label: 'otherwise' }]
  }
  if (step.kind === 'say' || step.kind === 'end') return []
  const ways = byAnswer(step.next, value => answerLabel(flow, step, value, text))
  if (step.kind === 'find') ways.push({ to: step.empty, label: 'nothing found' })
  if ((step.kind === 'ask' || step.kind === 'find') && step.give_up !== undefined)
    ways.push({ to: step.give_up, label: 'gives up' })
  return ways
}

const byAnswer = (next: Next, label: (value: string) => string): LabelledWay[] =>
  typeof next === 'string'
    ? [{ to: next, label: '' }]
    : Object.entries(next).map(([value, to]) => ({ to, label: label(value) }))

const answerLabel = (flow: Flow, step: Step, value: string, text: TextOf): string => {
  const own = text(`flows.${flow.flow}.${step.id}.options.${value}`)
  if (own !== undefined) return own
  return isYesNo(step) ? (text(`engine.${value}`) ?? value) : value
}

const isYesNo = (step: Step): step is AskStep => step.kind === 'ask' && step.ask === 'yesno'

/** A condition as people say it: `age ≥ 18 and capability given`. */
const conditionText = (when: Condition): string => {
  if ('all' in when) return when.all.map(conditionText).join(' and ')
  if ('any' in when) return when.any.map(conditionText).join(' or ')
  if ('not' in when) return `not (${conditionText(when.not)})`
  const { step, ...test } = when
  const [name = '', value] = Object.entries(test)[0] ?? []
  if (name === 'given') return value ? `${step} given` : `${step} not given`
  const sign: Record<string, string> = { is: '=', gt: '>', gte: '≥', lt: '<', lte: '≤' }
  return `${step} ${sign[name] ?? name} ${value}`
}
